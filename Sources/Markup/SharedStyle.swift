/// The style rules that pages of the server and the self-contained report have in common: colours, text, tables, notices, charts,
/// the report's own parts and the print style. They are text in the program, so that a report needs no file beside it.
public enum SharedStyle {
  /// Everything here, in the order in which it must stand.
  public static let all = tokens + base + table + notice + chart + report + print

  /// Colours and measures.
  public static let tokens = """
    :root{--b-ink:#1c242c;--b-muted:#4a5661;--b-line:#cfd6dc;--b-soft:#eef2f5;--b-ground:#f7f9fa;--b-paper:#fff;--b-link:#0b5394;\
    --b-brand:#17486e;--b-warn:#8a4b00;--b-warn-soft:#fdf4e3;--b-bad:#a4161a;--b-bad-soft:#fdeeee;--b-good:#1d6b43;\
    --b-good-soft:#ebf6ef;--b-focus:#ffbf47;--b-wide:68rem;--b-text:44rem;color-scheme:light}

    """

  /// Text, links, focus.
  public static let base = """
    *,*::before,*::after{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--b-ground);color:var(--b-ink);\
    font:1rem/1.55 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
    h1,h2,h3,h4{line-height:1.25;margin:0 0 .5rem;font-weight:650;text-wrap:balance}
    h1{font-size:1.7rem}h2{font-size:1.35rem}h3{font-size:1.12rem}h4{font-size:1rem}
    p,ul,ol,dl{margin:0 0 1rem}
    p,li,dd{max-width:var(--b-text)}
    a{color:var(--b-link);text-underline-offset:.15em}
    a:hover{text-decoration-thickness:.14em}
    :focus-visible{outline:3px solid var(--b-ink);outline-offset:2px;box-shadow:0 0 0 5px var(--b-focus);border-radius:2px}
    sup{line-height:0}
    .b-muted{color:var(--b-muted)}
    .b-small{font-size:.875rem}
    .b-hidden{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .b-skip{position:absolute;left:.5rem;top:-6rem;z-index:9;padding:.6rem 1rem;background:var(--b-paper);color:var(--b-ink)}
    .b-skip:focus{top:.5rem}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
    @media (min-width:48em){h1{font-size:2.1rem}h2{font-size:1.6rem}h3{font-size:1.2rem}}

    """

  /// Tables.
  public static let table = """
    .b-table-box{position:relative;overflow-x:auto;margin:0 0 .75rem;background:linear-gradient(to right,var(--b-cover,var(--b-ground)) 60%,transparent) 0 0/2rem 100% local,\
    linear-gradient(to left,var(--b-cover,var(--b-ground)) 60%,transparent) 100% 0/2rem 100% local,\
    linear-gradient(to right,#0003,transparent) 0 0/.6rem 100% scroll,\
    linear-gradient(to left,#0003,transparent) 100% 0/.6rem 100% scroll;background-repeat:no-repeat}
    .b-table{border-collapse:collapse;font-size:.9375rem;line-height:1.4;font-variant-numeric:tabular-nums;min-width:min(100%,26rem)}
    .b-table caption{text-align:left;font-weight:600;padding:0 0 .4rem}
    .b-table th,.b-table td{padding:.4rem .9rem .4rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--b-line);\
    font-weight:400}
    .b-table thead td{border-bottom:2px solid var(--b-muted)}
    .b-table thead th{font-weight:600;vertical-align:bottom;border-bottom:2px solid var(--b-muted)}
    .b-table th[scope=row]{min-width:9rem;max-width:22rem}
    .b-table .b-table__number{text-align:right;padding-left:.9rem}
    .b-table tr>:last-child{padding-right:.15rem}
    .b-table__more{display:block;font-size:.8125rem;color:var(--b-muted);white-space:nowrap}
    .b-table__none{color:var(--b-muted)}
    .b-table__stars{display:inline-block;min-width:1.1em;text-align:left;color:var(--b-ink)}
    .b-table tbody tr:hover{background:var(--b-soft)}
    @media screen and (max-width:40em){.b-table{font-size:.875rem;min-width:100%}.b-table th,.b-table td{padding-right:.4rem}\
    .b-table .b-table__number{padding-left:.4rem}.b-table th[scope=row]{min-width:6.5rem}}

    """

  /// Notices: information, warning, error, success.
  public static let notice = """
    .b-notice{margin:0 0 1.25rem;padding:.8rem 1rem;border:1px solid var(--b-line);border-left:6px solid var(--b-brand);\
    background:var(--b-paper)}
    .b-notice>:last-child{margin-bottom:0}
    .b-notice__title{font-weight:650;margin:0 0 .25rem;font-size:1rem}
    .b-notice--warning{border-left-color:var(--b-warn);background:var(--b-warn-soft)}
    .b-notice--error{border-left-color:var(--b-bad);background:var(--b-bad-soft)}
    .b-notice--success{border-left-color:var(--b-good);background:var(--b-good-soft)}

    """

  /// Charts: which layout is shown, and colours that can be changed through custom properties.
  public static let chart = """
    .b-chart{margin:0 0 .5rem;max-width:42.5rem;forced-color-adjust:none}
    @media (forced-colors:active){.b-chart{background:#fff}}
    .b-chart__svg{display:block;width:100%;height:auto}
    .b-chart__narrow{display:none;max-width:26rem}
    @media screen and (max-width:40em){.b-chart__wide{display:none}.b-chart__narrow{display:block}}

    """ + chartColours

  private static let chartColours = [
    ("ink", "#1c242c"), ("muted", "#4a5661"), ("axis", "#6a7681"), ("grid", "#dde2e6"), ("paper", "#fff"), ("pale", "#b7d2e3"),
    ("band-0", "#eef2f5"), ("band-1", "#e0e7ec"), ("series-1", "#17486e"), ("series-2", "#b3500f"), ("series-3", "#2c7355"),
    ("series-4", "#754489"), ("series-5", "#5d6670"), ("series-6", "#7d6800"),
  ].map { name, colour in
    ".b-f-\(name){fill:var(--b-chart-\(name),\(colour))}.b-k-\(name){stroke:var(--b-chart-\(name),\(colour))}\n"
  }.joined()

  /// The parts of a report.
  public static let report = """
    .b-report{max-width:58rem;margin:0 auto;padding:1.5rem 1rem 4rem}
    .b-report__head{border-bottom:3px solid var(--b-brand);margin:0 0 1.5rem;padding:0 0 .75rem}
    .b-report__facts{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:0;font-size:.9375rem}
    .b-report__facts div{display:flex;gap:.4rem}
    .b-report__facts dt{color:var(--b-muted)}
    .b-report__facts dd{margin:0;font-weight:600}
    .b-report__contents{margin:0 0 2.5rem}
    .b-report__contents ol{list-style:none;margin:0;padding:0}
    .b-report__contents ol ol{padding:0 0 .6rem 1rem}
    .b-report__contents a{display:inline-block;padding:.15rem 0;min-height:1.5rem}
    .b-report__section{margin:0 0 2.5rem}
    .b-report__section>h2{border-bottom:1px solid var(--b-line);padding:0 0 .4rem;margin:0 0 1.5rem}
    .b-result{--b-cover:var(--b-paper);background:var(--b-paper);border:1px solid var(--b-line);padding:1.1rem 1rem 1rem;margin:0 0 1.5rem}
    .b-result>:last-child{margin-bottom:0}
    .b-result__title{color:var(--b-muted);font-size:.9375rem;margin:0 0 .9rem}
    .b-result__sentence{margin:0 0 1.2rem}
    .b-result__notes{font-size:.875rem;line-height:1.45;color:var(--b-muted);margin:0 0 .75rem;padding:0;list-style:none}
    .b-result__notes li{margin:0 0 .25rem}
    .b-result__files{margin:0}
    .b-result__files a{display:inline-block;padding:.2rem 0}
    @media (min-width:48em){.b-report{padding:2.5rem 2rem 5rem}.b-result{padding:1.5rem 1.75rem 1.25rem}}

    """

  /// On paper: A4, nothing that can only be clicked, rows and figures kept whole.
  public static let print = """
    @page{size:A4;margin:18mm 16mm 18mm}
    @media print{html{font-size:10pt}body{background:#fff}.b-skip,.b-no-print,.b-result__files{display:none!important}
    .b-report{padding:0;max-width:none}.b-result{border:0;border-top:1px solid var(--b-line);padding:.6rem 0 0;margin:0 0 1rem}
    h1{font-size:18pt}h2{font-size:14pt}h3{font-size:11.5pt}h2,h3,h4,.b-result__title,.b-result__sentence{break-after:avoid}
    .b-chart,.b-notice,.b-table-box,tr{break-inside:avoid}h2+.b-result{border-top:0;padding-top:0}.b-chart{max-width:150mm}.b-table{font-size:9pt}.b-table-box{overflow:visible;background:none}
    thead{display:table-header-group}a{color:inherit;text-decoration:none}}

    """
}
