namespace ArchiveIndexer.Extracting;

/// <summary>The standard structure types (ISO 32000-2, 14.8.4 and annex L).</summary>
internal static class StandardTypes
{
    private static readonly Dictionary<string, TagKind> Kinds = new(StringComparer.Ordinal)
    {
        ["Document"] = TagKind.Grouping, ["DocumentFragment"] = TagKind.Grouping, ["Part"] = TagKind.Grouping, ["Art"] = TagKind.Grouping,
        ["Sect"] = TagKind.Grouping, ["Div"] = TagKind.Grouping, ["Aside"] = TagKind.Grouping, ["BlockQuote"] = TagKind.Grouping,
        ["NonStruct"] = TagKind.Inline, ["Private"] = TagKind.Grouping, ["Index"] = TagKind.Grouping,
        ["P"] = TagKind.Paragraph, ["Title"] = TagKind.Heading, ["H"] = TagKind.Heading,
        ["L"] = TagKind.List, ["LI"] = TagKind.Item, ["Lbl"] = TagKind.Label, ["LBody"] = TagKind.Body,
        ["Table"] = TagKind.Table, ["THead"] = TagKind.Inline, ["TBody"] = TagKind.Inline, ["TFoot"] = TagKind.Inline,
        ["TR"] = TagKind.Row, ["TH"] = TagKind.HeaderCell, ["TD"] = TagKind.Cell,
        ["Caption"] = TagKind.Caption, ["Note"] = TagKind.Note, ["FENote"] = TagKind.Note, ["Figure"] = TagKind.Figure, ["Formula"] = TagKind.Inline,
        ["TOC"] = TagKind.Contents, ["TOCI"] = TagKind.Entry, ["Artifact"] = TagKind.Artifact,
        ["Span"] = TagKind.Inline, ["Quote"] = TagKind.Inline, ["Reference"] = TagKind.Inline, ["BibEntry"] = TagKind.Paragraph, ["Code"] = TagKind.Inline,
        ["Link"] = TagKind.Inline, ["Annot"] = TagKind.Inline, ["Form"] = TagKind.Inline, ["Sub"] = TagKind.Inline, ["Em"] = TagKind.Inline,
        ["Strong"] = TagKind.Inline, ["Ruby"] = TagKind.Inline, ["RB"] = TagKind.Inline, ["RT"] = TagKind.Inline, ["RP"] = TagKind.Inline,
        ["Warichu"] = TagKind.Inline, ["WT"] = TagKind.Inline, ["WP"] = TagKind.Inline,
    };

    internal static bool Knows(string type) => Kinds.ContainsKey(type) || HeadingLevel(type) > 0;

    /// <summary>What a type is; one that nobody knows holds others.</summary>
    internal static (TagKind Kind, int Level) Of(string type) => HeadingLevel(type) is > 0 and var level
        ? (TagKind.Heading, Math.Min(level, 6))
        : (Kinds.GetValueOrDefault(type, TagKind.Grouping), 0);

    // H1 to H6, and any Hn of PDF 2.0.
    private static int HeadingLevel(string type) =>
        type.Length is 2 or 3 && type[0] == 'H' && char.IsAsciiDigit(type[1]) && char.IsAsciiDigit(type[^1])
            ? type.Length == 2 ? type[1] - '0' : ((type[1] - '0') * 10) + type[2] - '0' : 0;
}
