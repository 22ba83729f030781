using System.Globalization;
using System.Text;

namespace ArchiveIndexer;

/// <summary>Readable pieces of addresses.</summary>
public static class Slug
{
    /// <summary>Lower-case letters and digits without accents, single hyphens between them, at most 60 characters; never empty.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder();
        // By runes, so that half a character pair, which cannot be normalised, has become a replacement character.
        foreach (var c in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is '\'' or '’' or '‘') continue;
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length == 60) break;
        }
        return slug.ToString().Trim('-') is { Length: > 0 } readable ? readable : "unnamed";
    }
}
