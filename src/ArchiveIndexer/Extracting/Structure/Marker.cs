using System.Text.RegularExpressions;

namespace ArchiveIndexer.Extracting;

/// <summary>What a line can begin with: a number as printed, or a bullet.</summary>
/// <param name="Number">The number, such as <c>4.2.1</c>, <c>(b)</c> or <c>iv.</c>; null for a bullet.</param>
/// <param name="Length">Characters of the line that it takes, with the space behind it.</param>
/// <param name="Depth">Levels of a decimal number; 0 for everything else.</param>
/// <param name="Certain">Whether the form alone tells: <c>4.2.1</c> does, <c>3.</c> may be the end of a sentence.</param>
internal readonly partial record struct Marker(string? Number, int Length, int Depth, bool Certain)
{
    /// <summary>The marker that <paramref name="line"/> begins with; null when it begins with none.</summary>
    internal static Marker? Of(string line)
    {
        if (line.Length < 2) return null;
        if (Bullet().Match(line) is { Success: true } bullet) return new(null, bullet.Length, 0, true);
        if (Decimal().Match(line) is { Success: true } number)
        {
            var value = number.Groups[1].Value;
            return new(value, number.Length, value.TrimEnd('.', ')').AsSpan().Count('.') + 1, true);
        }
        if (Chapter().Match(line) is { Success: true } chapter)
            return new(chapter.Groups[1].Value, chapter.Length, 1, chapter.Value.Contains('\t', StringComparison.Ordinal));
        if (Letter().Match(line) is { Success: true } letter)
            return new(letter.Groups[1].Value, letter.Length, 0, letter.Value[0] == '(' || letter.Value.Contains('\t', StringComparison.Ordinal));
        return null;
    }

    // The private characters are those of Symbol and Wingdings, whose bullets have no other code.
    [GeneratedRegex(@"^(?:[•▪●○◦‣⁃∙■□►➢✓❖➤·◼◻◾◽▶▷▸▹◆◇♦⬥★☆✦✱☐☑☒✔✗✘➔➜→⇒⚫⬤⮚➣❑❒❏]\s*|[\uE000-\uF8FF]\s+|[-–—‒―−*»›][\s]+|o\t)(?=\S)")]
    private static partial Regex Bullet();

    // 4.2, 4.2.1, 4.2.1., A1.2; not 3.5 million, 10.30 am or 1.5%.
    [GeneratedRegex(@"^((?:[A-Z]{1,2})?\d{1,3}(?:\.\d{1,3}){1,4}[.)]?)(?:\t+|\s+(?=[\p{Lu}\d‘’“”""'(\[•]))")]
    private static partial Regex Decimal();

    // 4. Text, 4) Text, (4) Text, and 4 before a wide gap

    [GeneratedRegex(@"^(\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}(?=\t\p{L}))\s+(?=\S)")]
    private static partial Regex Chapter();

    // (a), a), b., iv., (ii)
    [GeneratedRegex(@"^(\((?:[a-z]|[ivx]{1,5})\)|(?:[a-z]|[ivx]{1,5})[.)])\s+(?=\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Letter();
}
