using System.Text;
using System.Text.RegularExpressions;

namespace ArchiveIndexer.Crawling;

/// <summary>What the words of a link say before anything is known of the field. Pure.</summary>
public static partial class LinkText
{
    /// <summary>White space of every sort (also no-break, also line breaks) folded into single spaces, and trimmed; invisible characters dropped.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\u200B' or '\u200C' or '\u200D' or '\uFEFF' or '\u00AD' or '\u2060') continue;
            if (!char.IsWhiteSpace(c)) folded.Append(c);
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>Whether these are a button's words (<c>Download</c>, <c>Read more</c>, <c>here</c>), which name nothing.</summary>
    public static bool IsButton(string text) => text.Length == 0 || text.Length <= 80 && ButtonWords().IsMatch(text);

    /// <summary>The words without size and format, without "opens in a new window", file names made readable: for finding out what they say.</summary>
    public static string Bare(string text)
    {
        var bare = Size().Replace(text, " ");
        bare = NewWindow().Replace(bare, " ");
        bare = FileExtension().Replace(bare, "");
        return Fold(bare.Replace('_', ' '));
    }

    /// <summary>A heading as printed, without the final colon or the plus of an accordion.</summary>
    public static string Heading(string text) => Fold(text).TrimEnd(':', '+', ' ', '\u00A0');

    [GeneratedRegex("""
        ^\W*(?:(?:please\s+)?(?:click|press|tap|go|look|see|found|available|view|read|download|open|access|visit|find\s+out|learn|show|get|watch|listen|play|more|continue|link|here|this\s+link|details|file|document|pdf|word|website|page|full|the|it|on|in|to|for|and|a|an|now|via|as|from|reading|information|info|about|version|copy|button|print|online|save|english|welsh|cymraeg|lawrlwytho|yma)\b\W*)+$
        """, RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ButtonWords();

    [GeneratedRegex("""[(\[]?\s*(?:(?:pdf|docx?|word|odt|rtf|pptx?|powerpoint|xlsx?|excel)(?:\s*(?:format|file|document))?\s*[,\-–:;]?\s*)?\b\d+(?:[.,]\d+)?\s?(?:bytes|kb|mb|gb|k|kib|mib)\b(?:\s*[,\-–]?\s*(?:pdf|docx?|odt))?\s*[)\]]?|[(\[]\s*(?:pdf|docx?|word|odt|rtf|pptx?|powerpoint|xlsx?)(?:\s*(?:format|file|document|version))?\s*[)\]]""", RegexOptions.IgnoreCase)]
    private static partial Regex Size();

    [GeneratedRegex("""[(\[]?\b(?:this\s+link\s+)?(?:opens?|will\s+open)\s+in\s+(?:a\s+)?new\s+(?:window|tab|browser\s+window)[)\]]?|[(\[](?:external\s+link|new\s+window)[)\]]""", RegexOptions.IgnoreCase)]
    private static partial Regex NewWindow();

    [GeneratedRegex("""\.(?:pdf|docx?|odt|rtf|pptx?|xlsx?)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex FileExtension();
}
