namespace ArchiveIndexer.Extracting;

/// <summary>One thing that the report looks at.</summary>
/// <param name="Id">Its name in JSON: stable.</param>
/// <param name="Severity">How much a failure matters: one of <see cref="AccessibilitySeverity"/>.</param>
/// <param name="Clause">Where it is asked for: PDF/UA-1 is ISO 14289-1:2014; WCAG is version 2.2.</param>
/// <param name="Affects">Whom a failure affects, and how.</param>
/// <param name="Word">How to mend it in Word.</param>
/// <param name="Acrobat">How to mend it in Acrobat Pro.</param>
internal sealed record Check(string Id, string Severity, string Clause, string Affects, string Word, string Acrobat)
{
    internal string Fix => $"In Word: {Word} In Acrobat Pro: {Acrobat}";

    // Said of nearly every fault of structure.
    private const string SaveTagged = "then File > Save As > PDF > Options, with ‘Document structure tags for accessibility’ ticked.";

    internal static readonly Check TextLayer = new("text-layer", AccessibilitySeverity.Blocks, "WCAG 2.2, 1.1.1 and 1.4.5",
        "A picture of text is silent for people who use a screen reader, and nobody can search, enlarge or recolour its words.",
        "save the original as PDF instead of scanning its print-out; describe pictures in words.",
        "Scan & OCR > Recognise Text, and check the words; a page that is only a picture needs alternate text.");

    internal static readonly Check Unicode = new("unicode", AccessibilitySeverity.Blocks, "PDF/UA-1, 7.21.7",
        "Screen readers say wrong letters or nothing, and the words cannot be searched or copied.",
        "use an ordinary font for this text and save as PDF anew; printing to PDF often loses what letters mean.",
        "there is no simple way: make the PDF from its original again, or recognise the text of these pages with Scan & OCR.");

    internal static readonly Check Permission = new("permission", AccessibilitySeverity.Blocks, "PDF/UA-1, 7.16",
        "Programs that obey the file’s restrictions hand no text to screen readers.",
        "save as PDF without restrictions.",
        "File > Properties > Security, and tick ‘Enable text access for screen reader devices for the visually impaired’, or remove the security.");

    internal static readonly Check Tags = new("tags", AccessibilitySeverity.Hard, "PDF/UA-1, 6.2 and 7.1",
        "Screen readers must guess what is a heading, a list or a table and in which order to read; on small screens the text cannot be reflowed.",
        "use the built-in styles (Heading 1 to 3, lists, tables), run Review > Check Accessibility, " + SaveTagged,
        "Prepare for accessibility > Automatically tag PDF, then check the tags; better results come from the original.");

    internal static readonly Check TaggedPages = new("tagged-pages", AccessibilitySeverity.Hard, "PDF/UA-1, 7.1",
        "Text outside the structure is often skipped by screen readers.",
        "put all parts into one document before saving it as PDF, " + SaveTagged,
        "Prepare for accessibility > Automatically tag PDF, or tag the pages by hand; pages merged from other files often come without tags.");

    internal static readonly Check Suspects = new("suspects", AccessibilitySeverity.Hard, "PDF/UA-1, 7.1",
        "The program that made the tags was unsure of them: the order and kind of what is read aloud may be wrong.",
        "save as PDF anew from the original.",
        "check the tags in the Tags panel; then Properties of the tags’ root, and remove ‘Document contains suspect tags’.");

    internal static readonly Check TagNames = new("tag-names", AccessibilitySeverity.Detail, "PDF/UA-1, 7.1",
        "Screen readers do not know what these elements are, and pass them by as plain text.",
        "use the built-in styles, " + SaveTagged,
        "Tags panel > Options > Edit Role Map: give each name of your own a standard one.");

    internal static readonly Check Language = new("language", AccessibilitySeverity.Hard, "PDF/UA-1, 7.2",
        "Screen readers may speak English with the sounds of another language.",
        "select all, Review > Language > Set Proofing Language, and save as PDF anew.",
        "File > Properties > Advanced > Language.");

    internal static readonly Check Headings = new("headings", AccessibilitySeverity.Hard, "PDF/UA-1, 7.4",
        "People who cannot skim a page by eye jump from heading to heading; here they must listen from the beginning.",
        "use the styles Heading 1 to Heading 3 instead of large bold type, " + SaveTagged,
        "Tags panel or Reading Order tool: mark each heading as Heading 1, 2, 3.");

    internal static readonly Check HeadingOrder = new("heading-order", AccessibilitySeverity.Hard, "PDF/UA-1, 7.4.2 and 7.4.4",
        "The levels tell a listener which part belongs to which; where one is left out it seems that something was missed.",
        "begin with Heading 1 and go down one level at a time; check with View > Navigation Pane.",
        "Tags panel: change the tags (H1, H2, H3) so that no level is left out.");

    internal static readonly Check Bookmarks = new("bookmarks", AccessibilitySeverity.Hard, "WCAG 2.2, 2.4.5; technique PDF2",
        "A long document without bookmarks can only be read through or searched.",
        "File > Save As > PDF > Options, ‘Create bookmarks using: Headings’.",
        "Bookmarks panel > Options > New Bookmarks From Structure.");

    internal static readonly Check AltText = new("alt-text", AccessibilitySeverity.Hard, "PDF/UA-1, 7.3",
        "People who use a screen reader hear ‘graphic’ and nothing of what the picture shows.",
        "right-click each picture > View Alt Text: say what it shows, or mark it as decorative.",
        "Prepare for accessibility > Add alternate text.");

    internal static readonly Check AltTextWording = new("alt-text-wording", AccessibilitySeverity.Detail, "WCAG 2.2, 1.1.1",
        "People who use a screen reader hear a file’s name or a machine’s guess instead of what the picture shows.",
        "right-click each picture > View Alt Text, and write what it shows.",
        "Prepare for accessibility > Add alternate text.");

    internal static readonly Check Formulas = new("formulas", AccessibilitySeverity.Detail, "PDF/UA-1, 7.7",
        "A formula without words is read as loose letters or not at all.",
        "say in the text what the formula says.",
        "Tags panel > Properties of each Formula: write it out as alternate text.");

    internal static readonly Check TableHeaders = new("table-headers", AccessibilitySeverity.Detail, "PDF/UA-1, 7.5",
        "A listener in the middle of a table is not told which column or row a figure belongs to.",
        "Table Layout > Repeat Header Rows for the first row, and Table Design > Header Row; use tables for tables only.",
        "Reading Order tool > Table Editor: mark the header cells as TH.");

    internal static readonly Check TableHeaderScope = new("table-header-scope", AccessibilitySeverity.Detail, "PDF/UA-1, 7.5",
        "It stays unsaid whether a header cell heads its column or its row, so screen readers may announce the wrong one.",
        "Word does not say it; finish the file in Acrobat.",
        "Reading Order tool > Table Editor: select the header cells and set their scope to Column or Row.");

    internal static readonly Check Lists = new("lists", AccessibilitySeverity.Detail, "PDF/UA-1, 7.6",
        "Screen readers announce how many items a list has; in a list that is put together wrongly they count wrongly.",
        "use the bullet and numbering buttons, " + SaveTagged,
        "Tags panel: each L holds LI, and each LI holds Lbl and LBody.");

    internal static readonly Check UntaggedLists = new("untagged-lists", AccessibilitySeverity.Detail, "PDF/UA-1, 7.6",
        "A listener is told neither that a list begins nor how long it is.",
        "use the bullet button instead of typing bullets, " + SaveTagged,
        "Tags panel: put these paragraphs into a list (L, LI, Lbl, LBody).");

    internal static readonly Check Notes = new("notes", AccessibilitySeverity.Detail, "PDF/UA-1, 7.9",
        "Programs cannot lead from a footnote’s mark to the note and back.",
        "use References > Insert Footnote, " + SaveTagged,
        "Tags panel > Properties of each Note: give it an ID of its own.");

    internal static readonly Check Title = new("title", AccessibilitySeverity.Detail, "PDF/UA-1, 7.1; WCAG 2.2, 2.4.2",
        "Whoever has several files open hears or sees no name by which to tell this one.",
        "File > Info > Properties > Title, then save as PDF with ‘Document properties’ ticked.",
        "File > Properties > Description > Title.");

    internal static readonly Check TitleWording = new("title-wording", AccessibilitySeverity.Detail, "WCAG 2.2, 2.4.2",
        "The name that is read out says nothing about the document.",
        "File > Info > Properties > Title: write the title that stands on the first page.",
        "File > Properties > Description > Title.");

    internal static readonly Check TitleShown = new("title-shown", AccessibilitySeverity.Detail, "PDF/UA-1, 7.1",
        "The window shows the file’s name instead of the title, and screen readers read that out first.",
        "save as PDF with ‘Document structure tags for accessibility’ ticked: newer versions set it then.",
        "File > Properties > Initial View > Show: Document Title.");

    internal static readonly Check LinkTags = new("link-tags", AccessibilitySeverity.Detail, "PDF/UA-1, 7.18.5",
        "A link that is no part of the structure may not be announced, nor found in the list of links.",
        "make links with Insert > Link, " + SaveTagged,
        "Tags panel > Find > Unmarked Links, and tag each.");

    internal static readonly Check LinkDescriptions = new("link-descriptions", AccessibilitySeverity.Detail, "PDF/UA-1, 7.18.5",
        "Where the text of a link is an address or ‘here’, nothing else says where it leads.",
        "give each link a ScreenTip (Insert > Link > ScreenTip), " + SaveTagged,
        "Tags panel > Properties of each Link: alternate text; Preflight has a fixup that fills in the addresses.");

    internal static readonly Check FormFields = new("form-fields", AccessibilitySeverity.Detail, "PDF/UA-1, 7.18.1",
        "A screen reader says ‘edit’ or ‘tick box’ but not what for.",
        "leave forms to a form program or a web page.",
        "Prepare a form > Properties of each field > Tooltip.");

    internal static readonly Check TabOrder = new("tab-order", AccessibilitySeverity.Detail, "PDF/UA-1, 7.18.3",
        "The Tab key goes through links and fields in an order that may have nothing to do with the text.",
        "save as PDF with ‘Document structure tags for accessibility’ ticked.",
        "Page Thumbnails: select all pages > Page Properties > Tab Order > Use Document Structure.");

    internal static readonly Check FontsEmbedded = new("fonts-embedded", AccessibilitySeverity.Detail, "PDF/UA-1, 7.21.4.1",
        "On a machine without these fonts the text is drawn in others: it can be harder to read, and signs can be lost.",
        "File > Options > Save > Embed fonts in the file, and save as PDF anew.",
        "Preflight > fixups > Embed missing fonts.");

    internal static readonly Check CharacterMaps = new("character-maps", AccessibilitySeverity.Hard, "PDF/UA-1, 7.21.7",
        "Nothing in the file says for certain which letters these fonts draw, so programs may read them out wrongly.",
        "use ordinary fonts and save as PDF anew instead of printing to PDF.",
        "make the PDF from its original again.");

    /// <summary>All of them, in the order of the report.</summary>
    internal static IReadOnlyList<Check> All { get; } =
    [
        TextLayer, Unicode, Permission, Tags, TaggedPages, Suspects, Language, Headings, HeadingOrder, Bookmarks, AltText, CharacterMaps,
        TagNames, AltTextWording, Formulas, TableHeaders, TableHeaderScope, Lists, UntaggedLists, Notes, Title, TitleWording, TitleShown,
        LinkTags, LinkDescriptions, FormFields, TabOrder, FontsEmbedded,
    ];
}
