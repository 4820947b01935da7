import Markup

/// The style sheet of the pages. The server sends it under a name that changes with its content.
package enum Stylesheet {
  /// All rules.
  package static let css = SharedStyle.all + frame + parts

  /// The path it is served at; the content is in the name, so it may be kept for ever.
  package static let path = "/assets/style-\(fingerprint(css)).css"

  /// 64 bits of FNV-1a over the text, as 16 hexadecimal digits: names a version, protects nothing.
  package static func fingerprint(_ text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static let frame = """
    .b-page{min-height:100vh;display:flex;flex-direction:column}
    .b-page__inner{max-width:var(--b-wide);margin:0 auto;padding:0 1rem;width:100%}
    .b-header{background:var(--b-brand);color:#fff}
    .b-header a{color:#fff}
    .b-header__row{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;\
    padding-top:.6rem!important;padding-bottom:.6rem!important}
    .b-header__name{margin-right:auto;font-weight:700;font-size:1.15rem;text-decoration:none;padding:.25rem 0}
    .b-header__language{padding:.25rem 0}
    .b-nav{background:var(--b-paper);border-bottom:1px solid var(--b-line)}
    .b-nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.5rem;margin:0;padding:0}
    .b-nav a{display:block;padding:.65rem 0 .5rem;color:var(--b-ink);text-decoration:none;border-bottom:4px solid transparent}
    .b-nav a:hover{border-color:var(--b-line)}
    .b-nav a[aria-current]{border-color:var(--b-brand);font-weight:600}
    .b-crumbs{font-size:.9375rem;margin:0 0 .5rem}
    .b-crumbs ol{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem .5rem;margin:0;padding:0}
    .b-crumbs li+li::before{content:"/";color:var(--b-muted);margin-right:.5rem}
    .b-crumbs a{display:inline-block;padding:.15rem 0}
    .b-main{flex:1 0 auto;padding-top:1.5rem;padding-bottom:3rem}
    .b-main,.b-identity,.b-user{overflow-wrap:anywhere}
    .b-table-box{overflow-wrap:break-word}
    @media screen and (max-width:32rem){
    .b-table--stacked,.b-table--stacked caption,.b-table--stacked tbody,.b-table--stacked tr,.b-table--stacked th,.b-table--stacked td{display:block}
    .b-table--stacked thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
    .b-table--stacked tr{border-bottom:1px solid currentcolor;padding:.5rem 0}
    .b-table--stacked tbody th,.b-table--stacked td{border:0;padding:.125rem 0;text-align:left}
    .b-table--stacked td::before{content:attr(data-label) ": ";font-weight:600}}
    @media screen{.b-table caption{position:sticky;left:0;max-width:calc(100vw - 2rem)}}
    .b-main>h1+form{margin-top:1.25rem}
    .b-main>section+nav{margin-top:1.75rem}
    .b-main>h2,.b-main>section>h2,.b-main>div>section>h2{margin-top:2.25rem}
    .b-main>h1+h2{margin-top:1.25rem}
    .b-lead{font-size:1.125rem;margin:0 0 1.5rem}
    .b-footer{border-top:1px solid var(--b-line);background:var(--b-paper);font-size:.9375rem;color:var(--b-muted)}
    .b-footer .b-page__inner{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1.5rem;padding-top:1.1rem;padding-bottom:1.5rem}
    .b-footer a{display:inline-block;padding:.15rem 0}
    .b-footer p{margin:0}
    @media (max-width:40em){.b-nav ul{gap:0 1.1rem}.b-nav a{padding:.4rem 0 .3rem;font-size:.9375rem}}
    @media (min-width:48em){.b-page__inner{padding-left:2rem;padding-right:2rem}}
    @media print{.b-nav,.b-crumbs,.b-footer a,.b-header__language{display:none}.b-header{background:none;color:inherit}\
    .b-header a{color:inherit}.b-page__inner{padding:0;max-width:none}}

    """

  private static let parts = """
    .b-summary{margin:0 0 1.5rem;border-top:1px solid var(--b-line);max-width:var(--b-text)}
    .b-summary__row{display:grid;grid-template-columns:1fr;gap:.1rem 1.5rem;padding:.55rem 0;border-bottom:1px solid var(--b-line)}
    .b-summary dt{font-weight:600}
    .b-summary dd{margin:0}
    .b-summary__action{font-size:.9375rem}
    .b-summary__action a{display:inline-block;padding:.15rem 0}
    @media (min-width:36em){.b-summary__row{grid-template-columns:13rem 1fr auto}}
    .b-timeline{list-style:none;margin:0 0 1.5rem;padding:0 0 0 1.1rem;border-left:2px solid var(--b-line)}
    .b-timeline__item{position:relative;margin:0 0 1.4rem;max-width:var(--b-text)}
    .b-timeline__item::before{content:"";position:absolute;left:calc(-1.1rem - 7px);top:.4rem;width:12px;height:12px;\
    border-radius:50%;background:var(--b-paper);border:2px solid var(--b-brand)}
    .b-timeline__item--corrected .b-timeline__body,.b-timeline__item--corrected .b-timeline__title{text-decoration:line-through;color:var(--b-muted)}
    .b-timeline__item--corrected::before{border-color:var(--b-muted);background:var(--b-line)}
    .b-timeline__time{display:block;font-size:.9375rem;color:var(--b-muted)}
    .b-timeline__title{font-size:1rem;margin:0 0 .2rem}
    .b-timeline__body>:last-child{margin-bottom:0}
    .b-timeline__by{font-size:.875rem;color:var(--b-muted);margin:.15rem 0 0}
    .b-tag{display:inline-block;padding:0 .5rem;border:1px solid var(--b-muted);border-radius:2px;font-size:.8125rem;\
    font-weight:600;background:var(--b-paper)}
    .b-tag--late{border-color:#a3001b;color:#a3001b}
    .b-tasks{list-style:none;margin:0 0 1.5rem;padding:0;max-width:var(--b-text)}
    .b-tasks__item{padding:.7rem 0;border-bottom:1px solid var(--b-line)}
    .b-tasks__title{margin:0;font-weight:600}
    .b-tasks__title a{display:inline-block;padding:.3rem 0;margin-right:.5rem}
    .b-tasks__who{font-weight:400}
    .b-tasks__more{margin:.1rem 0 0;color:var(--b-muted);font-size:.9375rem}
    .b-tasks .b-actions{margin:.5rem 0 0}
    .b-tabs ul{list-style:none;display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0 0 1rem;padding:0}
    .b-tabs a{display:inline-block;padding:.5rem 0}
    .b-tabs a[aria-current]{font-weight:700;color:inherit}
    .b-fold{margin:0 0 1rem;max-width:var(--b-text);border-top:1px solid var(--b-line)}
    .b-fold summary{padding:.7rem 0;font-weight:600;cursor:pointer}
    .b-pages{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center;margin:1.5rem 0}
    .b-pages p{margin:0}
    .b-pages a{display:inline-block;padding:.5rem .9rem;border:1px solid var(--b-brand);background:var(--b-paper);\
    text-decoration:none;font-weight:600}
    .b-choices{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1.5rem;padding:0}
    .b-choices a{display:block;padding:.4rem .8rem;border:1px solid var(--b-muted);background:var(--b-paper);text-decoration:none}
    .b-choices a:hover{border-color:var(--b-brand);text-decoration:underline}
    .b-choices a[aria-current]{background:var(--b-brand);border-color:var(--b-brand);color:#fff;font-weight:600}
    .b-way{margin:0 0 2.25rem}
    .b-way summary{padding:.25rem 0}
    .b-files{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0;margin:1rem 0 1.5rem}
    .b-files a{display:inline-block;padding:.15rem 0}
    .b-report-body{max-width:58rem}
    .b-report-body>.b-report__facts{margin:0 0 1.25rem}
    .b-cards{list-style:none;display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));\
    margin:0 0 2rem;padding:0}
    .b-card{background:var(--b-paper);border:1px solid var(--b-line);border-top:4px solid var(--b-brand);padding:1rem}
    .b-card>:last-child{margin-bottom:0}
    .b-identity{background:var(--b-paper);border-bottom:1px solid var(--b-line)}
    .b-identity__row{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:baseline;\
    padding-top:.6rem!important;padding-bottom:.6rem!important}
    .b-identity__name{font-weight:700}
    .b-identity .b-tag{border-color:var(--b-warn);background:var(--b-warn-soft)}
    .b-button{display:inline-block;min-height:2.75rem;padding:.6rem 1.1rem;border:2px solid var(--b-brand);\
    background:var(--b-brand);color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer;border-radius:3px}
    .b-field{margin:0 0 1.25rem;max-width:var(--b-text)}
    .b-field label,.b-field legend{display:block;font-weight:600;margin:0 0 .25rem;padding:0}
    form h2{margin:2rem 0 .75rem}
    .b-hint{color:var(--b-muted);margin:0 0 .35rem;font-weight:400;display:block}
    .b-error{color:#a3001b;font-weight:600;margin:0 0 .35rem;border-left:4px solid #a3001b;padding-left:.6rem}
    fieldset.b-field{border:0;padding:0;margin:0 0 1.25rem}
    .b-choice{display:flex;gap:.6rem;align-items:flex-start;padding:.45rem 0}
    .b-choice input{width:1.6rem;height:1.6rem;flex:none;margin:0;accent-color:var(--b-brand)}
    .b-choice label{font-weight:400!important;margin:.1rem 0 0!important}
    .b-input{width:100%}
    .b-input--narrow{width:12rem}
    .b-input[aria-invalid]{border-color:#a3001b!important}
    .b-actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1.5rem 0}
    .b-button--quiet{background:transparent;color:var(--b-brand)}
    .b-user{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center}
    .b-user form{margin:0}
    .b-link{background:none;border:0;padding:.4rem 0;font:inherit;color:inherit;text-decoration:underline;cursor:pointer}
    .b-visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .b-field input:not([type=radio],[type=checkbox]),.b-field select,.b-field textarea{font:inherit;min-height:2.75rem;\
    padding:.4rem .6rem;border:2px solid var(--b-muted);background:#fff;color:inherit;max-width:100%}
    input[type=date]:focus-within,input[type=time]:focus-within{outline:3px solid var(--b-ink);outline-offset:2px;\
    box-shadow:0 0 0 5px var(--b-focus);border-radius:2px}
    .b-qr{display:block;margin:.75rem 0;background:#fff;max-width:100%;height:auto}
    .b-secret{font-size:1.125rem;letter-spacing:.05em;overflow-wrap:anywhere}
    .b-codes{list-style:none;padding:0;display:grid;gap:.5rem 2rem;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));\
    max-width:var(--b-text)}
    .b-steps li{margin:0 0 .6rem}
    @media (forced-colors:active){.b-timeline__item::before{border-color:CanvasText}.b-notice,.b-result,.b-card{border-color:CanvasText}\
    .b-nav a[aria-current]{border-color:Highlight}}

    """
}
