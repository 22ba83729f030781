using System.Globalization;
using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace ArchiveIndexer.Extracting;

/// <summary>What a Word document's styles make of its paragraphs: headings and their levels, entries of contents, captions, numbers, bold type.</summary>
internal sealed class WordStyles
{
    // A style is based on another; a circle of them is a fault in the file.
    private const int LongestChain = 20;

    private readonly Dictionary<string, W.Style> byId = new(StringComparer.Ordinal);
    private readonly string? usual;

    internal WordStyles(W.Styles? styles)
    {
        foreach (var style in styles?.Elements<W.Style>() ?? [])
        {
            if (style.StyleId?.InnerText is not { Length: > 0 } id) continue;
            byId[id] = style;
            if (style.Type?.InnerText == "paragraph" && style.Default?.InnerText is "1" or "true" or "on") usual ??= id;
        }
        Language = styles?.DocDefaults?.RunPropertiesDefault?.RunPropertiesBaseStyle?.Languages?.Val?.InnerText is { } language && DocumentFacts.IsLanguage(language) ? language : null;
    }

    /// <summary>Of the document as a whole; null when it declares none.</summary>
    internal string? Language { get; }

    /// <summary>1 to 6 for a heading or the document's title, else 0.</summary>
    internal int HeadingLevel(W.Paragraph paragraph)
    {
        if (Level(paragraph.ParagraphProperties?.OutlineLevel) is { } own) return own;
        foreach (var style in Chain(paragraph))
        {
            var name = NameOf(style);
            if (name is "title" or "toc heading") return 1;
            if (name.StartsWith("heading ", StringComparison.Ordinal) && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level)) return Math.Clamp(level, 1, 6);
            if (Level(style.StyleParagraphProperties?.OutlineLevel) is { } outline) return outline;
        }
        return 0;
    }

    internal bool IsTitle(W.Paragraph paragraph) => Chain(paragraph).FirstOrDefault() is { } style && NameOf(style) == "title";

    /// <summary>Whether it is an entry of a table of contents, or the heading over one.</summary>
    internal bool IsContents(W.Paragraph paragraph) => Chain(paragraph).Any(style => NameOf(style) is var name && (name.StartsWith("toc ", StringComparison.Ordinal) || name == "table of figures"));

    internal bool IsCaption(W.Paragraph paragraph) => Chain(paragraph).Any(style => NameOf(style) == "caption");

    internal bool BeginsPage(W.Paragraph paragraph) => paragraph.ParagraphProperties?.PageBreakBefore is { } own ? IsOn(own)
        : Chain(paragraph).Select(style => style.StyleParagraphProperties?.PageBreakBefore).FirstOrDefault(said => said is not null) is { } styled && IsOn(styled);

    /// <summary>Which list it belongs to, and how deep; null for none.</summary>
    internal (string List, int? Level, string? Style)? NumberingOf(W.Paragraph paragraph)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        if (own?.NumberingId?.Val?.InnerText is { } list) return list == "0" ? null : (list, Number(own.NumberingLevelReference?.Val), null);
        foreach (var style in Chain(paragraph))
            if (style.StyleParagraphProperties?.NumberingProperties is { NumberingId.Val.InnerText: { } styled } numbering)
                return styled == "0" ? null : (styled, Number(own?.NumberingLevelReference?.Val) ?? Number(numbering.NumberingLevelReference?.Val), style.StyleId!.InnerText);
        return null;
    }

    internal bool IsBold(W.Run run, W.Paragraph paragraph)
    {
        if (run.RunProperties?.Bold is { } own) return IsOn(own);
        if (run.RunProperties?.RunStyle?.Val?.InnerText is { } id && byId.TryGetValue(id, out var character) && character.StyleRunProperties?.Bold is { } styled) return IsOn(styled);
        return Chain(paragraph).Select(style => style.StyleRunProperties?.Bold).FirstOrDefault(bold => bold is not null) is { } said && IsOn(said);
    }

    internal static bool IsOn(W.OnOffType? said) => said is not null && said.Val?.InnerText is not ("0" or "false" or "off");

    internal static int? Number(OpenXmlSimpleType? value) => int.TryParse(value?.InnerText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Level(W.OutlineLevel? said) => Number(said?.Val) is { } level ? level is >= 0 and < 9 ? Math.Min(level + 1, 6) : 0 : null;

    private static string NameOf(W.Style style) => style.StyleName?.Val?.InnerText?.ToLowerInvariant() ?? "";

    private IEnumerable<W.Style> Chain(W.Paragraph paragraph)
    {
        var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.InnerText ?? usual;
        for (var i = 0; i < LongestChain && id is not null && byId.TryGetValue(id, out var style); i++)
        {
            yield return style;
            id = style.BasedOn?.Val?.InnerText;
        }
    }
}
