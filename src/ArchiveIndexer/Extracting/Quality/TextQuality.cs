namespace ArchiveIndexer.Extracting;

/// <summary>How far a text layer can be trusted, without knowing the truth.</summary>
internal static class TextQuality
{
    private const int LongestWord = 28;

    /// <summary>
    /// The share of characters that stand for something, times the share of words that could be words: not too long, with a vowel
    /// (w and y too, for Welsh) unless short or in capitals, small and capital letters not mixed within.
    /// </summary>
    /// <returns>0 to 1, three decimals; 0 for no text.</returns>
    internal static double Of(string text)
    {
        int printable = 0, unmapped = 0, words = 0, plausible = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i])) continue;
            if (text[i] is '\uFFFD' or (>= '\uE000' and <= '\uF8FF')) unmapped++;
            else printable++;
            if (!char.IsLetter(text[i])) continue;
            var start = i;
            while (i + 1 < text.Length && char.IsLetter(text[i + 1])) i++;
            printable += i - start;
            words++;
            if (IsPlausible(text.AsSpan(start, i + 1 - start))) plausible++;
        }
        if (printable + unmapped == 0) return 0;
        return Math.Round((double)printable / (printable + unmapped) * (words == 0 ? 1 : (double)plausible / words), 3);
    }

    private static bool IsPlausible(ReadOnlySpan<char> word)
    {
        if (word.Length <= 3) return true;
        if (word.Length > LongestWord) return false;
        bool vowel = false, foreign = false;
        int capitals = 0, risesInside = 0;
        for (var i = 0; i < word.Length; i++)
        {
            vowel |= "aeiouywAEIOUYW".Contains(word[i], StringComparison.Ordinal);
            foreign |= word[i] > '\u007F';
            if (!char.IsUpper(word[i])) continue;
            capitals++;
            if (i > 0 && char.IsLower(word[i - 1])) risesInside++;
        }
        return (vowel || foreign || capitals == word.Length) && risesInside <= 2;
    }
}
