/// The words that most guessed passwords are made of, Danish and English. With a year, a figure or a sign added they are still
/// guessed; a sentence that happens to hold one is not refused.
enum PasswordWords {
  static let common: [String] = [danish, english, figures].flatMap { $0.split(separator: " ") }.map(String.init)

  private static let danish = """
    adgangskode kodeord hemmelig hemmeligt velkommen goddag hejmeddig hejsa danmark københavn kobenhavn aarhus århus odense \
    aalborg ålborg sommer vinter efterår efteraar forår foraar januar februar marts april juni juli august september oktober \
    november december mandag tirsdag onsdag torsdag fredag lørdag søndag elsker skatte skat fodbold brøndby brondby kommune \
    kommunen rådgiver raadgiver behandling misbrug familie mormor morfar farmor farfar jegelskerdig skole arbejde rugbrød hygge \
    stofbrug rusmidler borger test prøve lillemus prinsesse solskin
    """

  private static let english = """
    password passord passwort passw0rd letmein welcome login secret master administrator admin monkey dragon football baseball \
    superman batman princess sunshine iloveyou trustno1 starwars pokemon liverpool arsenal chelsea barcelona shadow michael \
    jennifer jordan charlie hunter killer qwerty qwertyuiop azerty asdfgh asdfghjkl zxcvbn zxcvbnm 1qaz2wsx qazwsx changeme \
    default access computer internet google facebook instagram whatever freedom flower cheese summer winter spring autumn \
    january february march october monday friday hello company temporary testing user guest root
    """

  private static let figures = """
    1234567890 123456789 12345678 1234567 123456 12345 1234 123 987654321 654321 111111 000000 112233 121212 696969 666666 \
    777777 888888 999999 555555 222222 abc123 a1b2c3 2020 2021 2022 2023 2024 2025 2026 2027 2028
    """
}
