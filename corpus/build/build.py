#!/usr/bin/env python3
"""Makes every PDF of the sample corpus from corpus/sources/*.md, and corpus/publications.tsv.

    python3 corpus/build/build.py                  everything
    python3 corpus/build/build.py linnet-report    only these publications (no table)

Needs the Debian packages: pandoc libreoffice-writer chromium poppler-utils qpdf img2pdf imagemagick
fonts-liberation fonts-dejavu-core fonts-crosextra-carlito.
"""
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

BUILD = Path(__file__).resolve().parent
CORPUS = BUILD.parent
SOURCES = CORPUS / "sources"
UPLOADS = CORPUS / "site" / "wp-content" / "uploads"
SPECIAL = CORPUS / "publications"
TEMPLATES = BUILD / "templates"
FICTIONAL = "Fictional sample document – not a real child, family, board or event"

# ---------------------------------------------------------------- what is made, and how

BLUE = dict(colour="#1f3864", tint="#e8eef7")
GREEN = dict(colour="#1e5631", tint="#e9f3ec")
PURPLE = dict(colour="#4a235a", tint="#f3ecf6")
GREY = dict(colour="#000000", tint="#f2f2f2")

LOOK = dict(font="Liberation Sans", headfont="Liberation Sans", size=11, leading=115, gap=0.25,
            h1=16, h2=13, tablesize=9, tocsize=11, notesize=9, shorttitle=18, side=2.5, top=1.5, bottom=1.3,
            titlealign="left", chapters_on_new_page=True, language="en-GB", title=True, toc=False, toclevels=2,
            footer="page-of", columns=1, draft="", date="20000101090000", **BLUE)


def look(**changes):
    return {**LOOK, **changes}


# id: (route, path below wp-content/uploads, tagged, look)
PUBLICATIONS = {
    "linnet-report": ("chromium", "2025/01/Linnet-TSCB-Report-January-2025.pdf", True, look(
        font="Carlito", headfont="Carlito", size=12, leading=1.35, gap=0.65, h1=19, h2=15, tablesize=10,
        toc=True, date="20250116093000", **PURPLE)),
    "linnet-learning-summary": ("chromium", "2025/01/Linnet-Learning-Summary.pdf", True, look(
        font="Carlito", headfont="Carlito", size=11.5, leading=1.4, gap=0.55, h1=14, h2=12.5, tablesize=10.5, columns=2, fill="balance",
        chapters_on_new_page=False, date="20250116093500", **PURPLE)),
    "linnet-press-statement": ("libreoffice", "2025/01/Press-statement-Linnet-FINAL.pdf", True, look(
        chapters_on_new_page=False, size=11, h1=13, h2=12, date="20250116094000")),
    "child-xq-report": ("libreoffice", "2022/12/Child-XQ-Report.pdf", True, look(
        size=11.5, leading=125, tocsize=10, toc=True, owner_password="thornshire", date="20221208101500", **BLUE)),
    "child-xq-learning-summary": ("libreoffice", "2022/12/Child-XQ-Learning-Summary-1.pdf", False, look(
        chapters_on_new_page=False, font="Carlito", headfont="Carlito", size=11, leading=108, gap=0.18, h1=13, h2=12,
        side=2.0, title=False, date="20221208102000", **BLUE)),
    "child-xq-press-statement": ("chromium", "2022/12/Child-XQ-Press-Statement.PDF", True, look(
        chapters_on_new_page=False, size=11, leading=1.35, gap=0.6, h1=13, h2=12, title=False, date="20221208102500",
        **BLUE)),
    "child-zv-report": ("libreoffice", "2021/11/Child-ZV-SCR-Overview.pdf", True, look(
        font="Liberation Serif", headfont="Liberation Sans", size=12, leading=120, toc=True, draft="Draft 1",
        title=False, titlealign="center", date="20211118140000", **GREEN)),
    "child-zv-learning-summary": ("chromium", "2021/11/Child-ZV-Learning-Summary.pdf", True, look(
        font="DejaVu Sans", headfont="DejaVu Sans", size=10.5, leading=1.38, gap=0.6, h1=13, h2=12, tablesize=9,
        columns=2, fill="balance", chapters_on_new_page=False, language="", date="20211118140500", **GREEN)),
    "child-zv-press-statement": ("scan", "2021/11/Child-ZV-Press-Statement.pdf", False, look(
        chapters_on_new_page=False, font="Liberation Serif", headfont="Liberation Serif", size=12, h1=14, h2=13,
        title=False, date="20211118141000", **GREY)),
    "child-jx-overview-report": ("libreoffice", "2019/09/Child-JX-Overview-Report.pdf", False, look(
        font="Liberation Sans", size=11, leading=130, gap=0.3, toc=True, footer="letter-spaced",
        titlealign="center", language="", date="20190912083000", **GREY)),
    "child-jx-executive-summary": ("libreoffice", "2019/09/Child-JX-Executive-Summary.pdf", True, look(
        size=11, leading=120, toc=False, chapters_on_new_page=False, titlepage=True, title=False,
        titlealign="center", date="20190912083500", **GREY)),
    "child-jx-learning-summary": ("libreoffice", "2019/09/Child-JX-Learning-Summary.pdf", False, look(
        font="Carlito", headfont="Carlito", size=11.5, leading=112, gap=0.2, h1=13.5, h2=12.5, tablesize=10, columns=2, side=1.8,
        chapters_on_new_page=False, date="20190912084000", **BLUE)),
    "child-jx-press-statement": ("libreoffice", "2019/09/Child-JX-Press-Statement.pdf", False, look(
        chapters_on_new_page=False, font="Liberation Serif", headfont="Liberation Serif", size=12, h1=14, h2=13,
        title=False, language="", date="20190912084500", **GREY)),
}

READER = "markdown-smart-citations-tex_math_dollars-example_lists"
ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "946717200", "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, env=ENVIRONMENT, **options).stdout


def fill(template, values):
    return re.sub(r"\{\{(\w+)\}\}", lambda m: str(values[m.group(1)]), template)


def header_of(source):
    """The flat YAML header: `key: value` lines between the two `---`."""
    text = source.read_text(encoding="utf-8")
    block = re.match(r"---\n(.*?)\n---\n", text, re.S).group(1)
    values = {}
    for line in block.splitlines():
        key, separator, value = line.partition(":")
        if separator and not line.startswith((" ", "#")):
            value = value.strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            values[key.strip()] = value
    return values


# ---------------------------------------------------------------- LibreOffice route

def page_fields(style):
    page, count = '<text:page-number text:select-page="current"/>', "<text:page-count/>"
    if style["footer"] == "letter-spaced":
        return f'<text:span text:style-name="LetterSpaced">Page</text:span> {page} | {count}'
    return f"Page {page} of {count}"


def libreoffice(source, target, tagged, style, work):
    head = header_of(source)
    report = style["toc"] or style.get("titlepage")
    odt = work / "made.odt"
    run("pandoc", source, "-f", READER, "-t", "odt", "--lua-filter", TEMPLATES / "body.lua", "-o", odt)
    parts = {}
    with zipfile.ZipFile(odt) as z:
        for name in z.namelist():
            parts[name] = z.read(name)
    content = parts["content.xml"].decode("utf-8")

    width = 21 - 2 * style["side"]
    running = escape(head.get("running", head["title"]))
    if style["draft"]:
        running += f"<text:tab/>{style['draft']}"
    language, _, country = (style["language"] or "none-none").partition("-")
    footer_line = escape(head.get("footer", ""))
    header = f'<text:p text:style-name="Header">{running}</text:p>'
    footer = (f'<text:p text:style-name="Footer">{footer_line}<text:tab/>{page_fields(style)}</text:p>'
              f'<text:p text:style-name="FooterCentre">{FICTIONAL}</text:p>')
    values = {**style, "width": width, "width2": width - 0.6, "header": header, "footer": footer,
              "fictional": FICTIONAL, "language": language, "country": country,
              "h1break": 'fo:break-before="page"' if style["chapters_on_new_page"] else ""}
    parts["styles.xml"] = fill((TEMPLATES / "styles.xml").read_text(encoding="utf-8"), values).encode("utf-8")

    # Tables: rules, a shaded header row, the whole text width.
    border = "0.5pt solid #666666"
    content = content.replace('<style:table-cell-properties fo:border="none" />',
                              f'<style:table-cell-properties fo:border="{border}" fo:padding="0.1cm"/>')
    content = re.sub(r'(<style:style style:name="TableHeaderRowCell".*?fo:padding="0.1cm")', rf'\1 fo:background-color="{style["tint"]}"',
                     content, count=1, flags=re.S)
    content = re.sub(r'<style:table-properties [^>]*table:align="center"[^>]*/>',
                     '<style:table-properties style:rel-width="100%" table:align="margins" fo:margin-bottom="0.4cm"/>', content)
    # A row stays on one page.
    content = content.replace("<table:table-row>", '<table:table-row table:style-name="Row">')
    extra = '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'
    # Bulleted paragraphs: a little space below.
    content = re.sub(r'(style:parent-style-name="Text_20_body" style:list-style-name="L\d+">\s*<style:paragraph-properties fo:margin-top="0in" fo:margin-bottom=)"0in"',
                     rf'\1"{style["gap"] * 0.6:.2f}cm"', content)

    # Title page or masthead, then the contents.
    start = content.index("<office:text>") + len("<office:text>")
    end = content.index("</office:text>")
    body = re.sub(r'<text:p text:style-name="(Title|Subtitle|Author|Date)">.*?</text:p>\s*', "", content[start:end], flags=re.S)
    paragraph = lambda name, text: f'<text:p text:style-name="{name}">{escape(text)}</text:p>' if text else ""
    if report:
        front = (paragraph("TitleBoard", head["board"]) + paragraph("TitleType", head.get("reviewtype"))
                 + paragraph("Title", head["title"]) + paragraph("Subtitle", head.get("subtitle"))
                 + paragraph("TitleLine", head.get("reviewer")) + paragraph("TitleLine", head.get("date")))
        if style["toc"]:
            front += contents(body, style["toclevels"])
        else:
            extra += ('<style:style style:name="StartPage" style:family="paragraph" style:parent-style-name="Heading_20_1" '
                      'style:master-page-name="Standard"/>')
            body = body.replace('<text:h text:style-name="Heading_20_1"', '<text:h text:style-name="StartPage"', 1)
    else:
        front = (paragraph("ShortBoard", head["board"]) + paragraph("ShortTitle", head["title"])
                 + paragraph("ShortLine", head.get("subtitle"))
                 + paragraph("ShortLine", " – ".join(x for x in (head.get("reviewtype"), head.get("date")) if x)))
    if style["columns"] > 1:
        extra += ('<style:style style:name="Columns" style:family="section"><style:section-properties text:dont-balance-text-columns="false">'
                  f'<style:columns fo:column-count="{style["columns"]}" fo:column-gap="0.8cm"/></style:section-properties></style:style>')
        body = f'<text:section text:style-name="Columns" text:name="Columns">{body}</text:section>'
    content = content[:start] + front + body + content[end:]
    content = content.replace("</office:automatic-styles>", extra + "</office:automatic-styles>", 1)
    parts["content.xml"] = content.encode("utf-8")

    title = f"<dc:title>{escape(title_of(head))}</dc:title>" if style["title"] else ""
    parts["meta.xml"] = ('<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
                         'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
                         'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2"><office:meta>'
                         f"{title}</office:meta></office:document-meta>").encode("utf-8")
    with zipfile.ZipFile(odt, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), parts.pop("mimetype"))
        for name, data in parts.items():
            if not name.startswith("Thumbnails"):
                z.writestr(zipfile.ZipInfo(name), data)

    options = {"UseTaggedPDF": tagged, "ExportBookmarks": tagged, "UseLosslessCompression": True}
    options = json.dumps({k: {"type": "boolean", "value": str(v).lower()} for k, v in options.items()})
    run("soffice", "--headless", f"-env:UserInstallation=file://{work.parent}/libreoffice", "--convert-to",
        f"pdf:writer_pdf_Export:{options}", "--outdir", work, odt)
    shutil.move(work / "made.pdf", target)


def contents(body, levels):
    """A contents table whose page numbers are references, filled in by the layout itself."""
    lines = []
    pattern = r'<text:h text:style-name="Heading_20_(\d)"[^>]*>(.*?)</text:h>'
    for level, inner in re.findall(pattern, body, re.S):
        mark = re.search(r'text:bookmark-start text:name="([^"]+)"', inner)
        if int(level) > levels or not mark:
            continue
        words = re.sub(r"<text:note .*?</text:note>", "", inner, flags=re.S)
        words = re.sub(r"<text:s ?/>|<text:line-break ?/>", " ", words)
        words = re.sub(r"<[^>]+>", "", words).strip()
        lines.append(f'<text:p text:style-name="Contents_20_{level}"><text:a xlink:type="simple" xlink:href="#{mark.group(1)}">{words}'
                     f'<text:tab/><text:bookmark-ref text:reference-format="page" text:ref-name="{mark.group(1)}">0</text:bookmark-ref>'
                     "</text:a></text:p>")
    return ('<text:p text:style-name="Contents_20_Heading">Contents</text:p>'
            '<text:table-of-content text:name="Contents" text:protected="true"><text:table-of-content-source text:outline-level="2"/>'
            f'<text:index-body>{"".join(lines)}</text:index-body></text:table-of-content>')


def title_of(head):
    return " – ".join(x for x in (head["title"], head.get("subtitle")) if x)


# ---------------------------------------------------------------- Chromium route

def chromium(source, target, tagged, style, work):
    head = header_of(source)
    body = run("pandoc", source, "-f", READER, "-t", "html5", "--lua-filter", TEMPLATES / "body.lua").decode("utf-8")
    body = re.sub(r'<a [^>]*class="footnote-back".*?</a>', "", body, flags=re.S)
    css_text = lambda text: text.replace("\\", "\\\\").replace('"', '\\"')
    report = style["toc"]
    values = {**style, "fictional": FICTIONAL, "running": css_text(head.get("running", "")) if report else css_text(head["board"]),
              "topright": css_text(head.get("footer", "")),
              "runningrule": "border-bottom: 0.5pt solid #999;",
              "pagetext": 'Page " counter(page) " of " counter(pages) "',
              "margin": "24mm 22mm 22mm" if report else "18mm 16mm 17mm",
              "firstpage": ('@top-left { content: ""; border: 0 } @top-right { content: ""; border: 0 } @bottom-right { content: "" }'
                            if report else ""),
              "fill": style.get("fill", "auto"),
              "h1break": "break-before: page;" if style["chapters_on_new_page"] else ""}
    css = fill((TEMPLATES / "print.css").read_text(encoding="utf-8"), values)
    line = lambda name, text: f'<p class="{name}">{html.escape(text, quote=False)}</p>' if text else ""
    if report:
        front = ('<div class="title-page">' + line("board", head["board"]) + line("type", head.get("reviewtype"))
                 + line("name", head["title"]) + line("subtitle", head.get("subtitle")) + line("line", head.get("reviewer"))
                 + line("line", head.get("date")) + "</div>")
    else:
        front = ('<div class="masthead">' + line("board", head["board"]) + line("name", head["title"])
                 + line("line", head.get("subtitle"))
                 + line("line", " – ".join(x for x in (head.get("reviewtype"), head.get("date")) if x)) + "</div>")
    if style["columns"] > 1:
        body = f'<div class="columns">{body}</div>'
    headings = [(int(level), name, re.sub(r"<a [^>]*footnote-ref.*?</a>|<[^>]+>", "", words).strip())
                for level, name, words in re.findall(r'<h([12])[^>]* id="([^"]+)"[^>]*>(.*?)</h[12]>', body, re.S)]
    pages = {}
    for _ in range(2 if report else 1):
        toc = ""
        if report:
            toc = '<div class="contents"><p class="heading">Contents</p>' + "".join(
                f'<p class="l{level}"><a href="#{name}">{words}</a><span class="dots">{"." * 160}</span>'
                f'<span>{pages.get(name, 88)}</span></p>' for level, name, words in headings if level <= style["toclevels"]) + "</div>"
        lang = f' lang="{style["language"]}"' if style["language"] else ""
        title = f"<title>{html.escape(title_of(head))}</title>" if style["title"] else "<title>&nbsp;</title>"
        page = work / f"{target.stem}.htm"
        page.write_text(f'<!DOCTYPE html>\n<html{lang}><head><meta charset="utf-8">{title}<style>{css}</style></head>'
                        f"<body>{front}{toc}{body}</body></html>\n", encoding="utf-8")
        made = work / "made.pdf"
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", f"--user-data-dir={tempfile.mkdtemp(dir=work)}",
            "--no-pdf-header-footer", *(["--generate-pdf-document-outline"] if report else []),
            *([] if tagged else ["--disable-pdf-tagging"]), f"--print-to-pdf={made}", page)
        for row in run("pdfinfo", "-dests", made).decode("utf-8").splitlines():
            found = re.match(r"\s*(\d+) \[.*\] \"(.*)\"", row)
            if found:
                pages[found.group(2)] = int(found.group(1))
    shutil.move(made, target)


# ---------------------------------------------------------------- scan, encryption, dates

def scan(source, target, tagged, style, work):
    """Pages as a flat-bed scanner leaves them: grey pictures, a little askew, no text."""
    printed = work / "printed.pdf"
    libreoffice(source, printed, False, style, work)
    run("pdftoppm", "-r", "150", "-gray", printed, work / "sheet")
    sheets = []
    for number, sheet in enumerate(sorted(work.glob("sheet-*.pgm"))):
        angle = ("0.7", "-0.4")[number % 2]
        picture = work / f"scan-{number}.jpg"
        run("convert", sheet, "-background", "#f4f4f4", "-virtual-pixel", "background", "-distort", "SRT", angle,
            "-seed", str(7 + number), "-attenuate", "0.12", "+noise", "Gaussian", "-blur", "0x0.5", "-level", "3%,96%",
            "-colorspace", "Gray", "-strip", "-quality", "55", picture)
        sheets.append(picture)
    pictures = work / "pictures.pdf"
    pictures.write_bytes(run("img2pdf", "--pagesize", "A4", "--nodate", "--producer", "Thornshire Scan 2.1", *sheets))
    run("qpdf", pictures, target)


def settle(path, date, without_language):
    """Fixed dates and ids of the same length, so that a rebuild gives the same bytes."""
    data = path.read_bytes()
    data = re.sub(rb"(/(?:Creation|Mod)Date ?\(D:)\d{14}", lambda m: m.group(1) + date.encode(), data)
    seed = hashlib.md5(path.name.encode()).hexdigest().upper().encode()
    data = re.sub(rb"(/ID \[ ?<)[0-9A-Fa-f]{32}(>\s*<)[0-9A-Fa-f]{32}", lambda m: m.group(1) + seed + m.group(2) + seed, data)
    data = re.sub(rb"(/DocChecksum /)[0-9A-F]{32}", lambda m: m.group(1) + seed, data)
    if without_language:
        data = re.sub(rb"/Lang ?\([^)]*\)", lambda m: b" " * len(m.group(0)), data)
    path.write_bytes(data)


def build(name, work):
    route, place, tagged, style = PUBLICATIONS[name]
    source, target = SOURCES / f"{name}.md", UPLOADS / place
    target.parent.mkdir(parents=True, exist_ok=True)
    room = work / name
    room.mkdir()
    made = room / f"{target.stem}.pdf"
    {"libreoffice": libreoffice, "chromium": chromium, "scan": scan}[route](source, made, tagged, style, room)
    settle(made, style["date"], route == "libreoffice" and not style["language"])
    if style.get("owner_password"):
        plain = made.rename(room / "plain.pdf")
        run("qpdf", "--encrypt", "", style["owner_password"], "128", "--use-aes=y", "--modify=none", "--extract=y", "--print=full",
            "--", "--static-id", "--static-aes-iv", plain, made)
    shutil.copyfile(made, target)
    print(f"{name}: {describe(name)['pages']} pages, {target.stat().st_size // 1024} KB", flush=True)


# ---------------------------------------------------------------- special files and the table

def specials():
    """Small broken files, for tests of what a crawler and an extractor must survive."""
    SPECIAL.mkdir(exist_ok=True)
    whole = (UPLOADS / PUBLICATIONS["linnet-press-statement"][1]).read_bytes()
    (SPECIAL / "truncated.pdf").write_bytes(whole[:len(whole) * 60 // 100])
    run("qpdf", "--encrypt", "open-sesame", "owner", "128", "--use-aes=y", "--", "--static-id", "--static-aes-iv",
        UPLOADS / PUBLICATIONS["child-jx-press-statement"][1], SPECIAL / "user-password.pdf")
    (SPECIAL / "html-error-page.pdf").write_text(
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8"><title>Page not found – Thornshire Safeguarding Children Board</title></head>\n'
        "<body>\n<p>Fictional sample site</p>\n<h1>Sorry, we cannot find that page</h1>\n"
        "<p>The document you asked for may have been moved or taken down.</p>\n</body>\n</html>\n", encoding="utf-8")
    (SPECIAL / "zero-bytes.pdf").write_bytes(b"")


def describe(name):
    path = UPLOADS / PUBLICATIONS[name][1]
    info = dict(line.split(":", 1) for line in run("pdfinfo", path).decode("utf-8", "replace").splitlines() if ":" in line)
    info = {key.strip(): value.strip() for key, value in info.items()}
    data = path.read_bytes()
    text = run("pdftotext", path, "-").decode("utf-8", "replace")
    catalogue = json.loads(run("qpdf", "--json=1", "--json-key=objects", path))["objects"]
    root = catalogue[catalogue["trailer"]["/Root"]]
    return dict(id=name, path=str(path.relative_to(CORPUS)), pages=info["Pages"], sha256=hashlib.sha256(data).hexdigest(),
                bytes=len(data), producer=info.get("Producer", ""), tagged=info["Tagged"],
                encrypted="owner password" if info["Encrypted"].startswith("yes") else "no",
                text="yes" if text.strip() else "none", title=info.get("Title", "").strip() or "none",
                language=root.get("/Lang", "").removeprefix("u:") or "none")


def table():
    rows = [describe(name) for name in PUBLICATIONS]
    names = ["id", "path", "pages", "sha256", "bytes", "producer", "tagged", "encrypted", "text", "title", "language"]
    (CORPUS / "publications.tsv").write_text(
        "\t".join(names) + "\n" + "".join("\t".join(str(row[n]) for n in names) + "\n" for row in rows), encoding="utf-8")


def main(wanted):
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted or PUBLICATIONS:
            build(name, Path(folder))
    if not wanted:
        specials()
        table()


if __name__ == "__main__":
    main(sys.argv[1:])
