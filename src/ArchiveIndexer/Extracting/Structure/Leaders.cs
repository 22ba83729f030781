using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>The dots and lines that lead to a page number or leave room to write.</summary>
internal static partial class Leaders
{
    /// <summary>One ellipsis for each.</summary>
    internal static string Shortened(string text) => Many().Replace(text, " … ").Trim();

    [GeneratedRegex(@"\s*(?:(?:\.\s?){4,}|…{2,}|_{4,})\s*")]
    private static partial Regex Many();
}
