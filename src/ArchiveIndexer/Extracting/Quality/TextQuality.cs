namespace ArchiveIndexer.Extracting;

/// <summary>How far a page's text layer can be trusted, without knowing the truth.</summary>
/// <remarks>
/// Three questions. Do the letters mean something: the share that the fonts can say the meaning of. Are the words words: the share
/// that is known, and where a page has no prose the share that could be words of a language at all. And do they say what is to be
/// seen: hardly any letters on a page covered by a picture are a stamp on a scan.
/// </remarks>
internal static class TextQuality
{
    /// <summary>Below this a text layer is left out: it would only be found by accident, and would keep the page from being recognised.</summary>
    internal const double Usable = 0.35;

    // The share of known words from which on a page is prose.
    private const double Prose = 0.25;
    // Below this many words nothing can be said about them.
    private const int FewWords = 12;
    private const int LongestWord = 28;
    // Letters on a page that is a picture, such as a number stamped on it.
    private const int Stamp = 40;
    private const double MostlyPicture = 0.5;

    /// <summary>What a text layer is worth.</summary>
    /// <param name="Quality">0 to 1, three decimals; 0 for no text.</param>
    /// <param name="SaysWhatIsSeen">Whether the page's picture, if it has one, can be left alone.</param>
    internal readonly record struct Verdict(double Quality, bool SaysWhatIsSeen)
    {
        /// <summary>Whether the text layer is to be used.</summary>
        internal bool IsUsable => Quality >= Usable;
    }

    /// <summary>Judges a page by itself.</summary>
    internal static Verdict Of(Sheet sheet)
    {
        var words = new Words();
        foreach (var run in sheet.Runs) words.Count(run.Text);
        if (words.Letters + words.Signs + words.Unmapped == 0) return new(0, SaysWhatIsSeen: false);
        // They stand in the text as signs that mean nothing, and are counted where they were read.
        var unmapped = Math.Max(words.Unmapped, sheet.Unmapped);
        var meaning = (double)(words.Letters + words.Signs) / (words.Letters + words.Signs + unmapped);
        var quality = Math.Round(meaning * words.Plausibility, 3);
        return new(quality, quality >= Usable && (sheet.Pictures < MostlyPicture || words.Letters >= Stamp));
    }

    /// <summary>Counts of what one page says.</summary>
    private sealed class Words
    {
        private int all, known, plausible, pairs, familiar, odd, broken;

        internal int Letters { get; private set; }
        internal int Signs { get; private set; }
        internal int Unmapped { get; private set; }

        /// <summary>How far these are words: 1 for prose, less where few are known, little where letters stand for others.</summary>
        internal double Plausibility
        {
            get
            {
                // Codes that no font gives a meaning to come out as signs. Leaders of dots, rules of hyphens and signs beside figures are meant.
                if (odd > FewWords && odd > (Letters + Signs) / 3) return 0.2;
                if (all < FewWords) return all == 0 || plausible * 2 >= all ? 1 : 0.6;
                var prose = Math.Min(1, (double)known / all / Prose);
                if (prose >= 1) return 1;
                // A table, a list of names, another language: letters that stand for others stand beside each other as no language has them.
                var sound = pairs < 2 * FewWords ? 1 : Math.Clamp((((double)familiar / pairs) - 0.55) / 0.15, 0, 1);
                return Math.Max(prose, 0.9 * sound * Math.Max(0, plausible - broken) / all);
            }
        }

        internal void Count(string text)
        {
            for (var i = 0; i < text.Length; i++)
            {
                var c = text[i];
                if (c == ' ' || char.IsWhiteSpace(c)) continue;
                if (c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF')) Unmapped++;
                else if (!char.IsLetter(c))
                {
                    Signs++;
                    // Hyphens, apostrophes and the like stand within words; other signs only where they stand for letters.
                    if (i > 0 && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]) && !char.IsDigit(c) && !"'’‘-‐‑–/.&@".Contains(c, StringComparison.Ordinal)) broken++;
                    if (!char.IsDigit(c) && !(i > 0 && char.IsDigit(text[i - 1])) && !(i + 1 < text.Length && char.IsDigit(text[i + 1]))
                        && c is not ('.' or '-' or '_' or '…' or '–' or '—' or '•' or '·')) odd++;
                }
                else
                {
                    var start = i;
                    while (i + 1 < text.Length && char.IsLetter(text[i + 1])) i++;
                    CountWord(text.AsSpan(start, i + 1 - start));
                }
            }
        }

        private void CountWord(ReadOnlySpan<char> word)
        {
            Letters += word.Length;
            // A single letter is an initial, a bullet or a piece of garbage: it says nothing.
            if (word.Length == 1) return;
            all++;
            if (word.Length <= LongestWord && KnownWords.Lookup.Contains(word))
            {
                known++;
                plausible++;
                return;
            }
            bool vowel = false, foreign = false;
            int capitals = 0, rises = 0;
            var before = '\0';
            foreach (var c in word)
            {
                var small = (char)(c | 0x20);
                if (!char.IsAsciiLetter(c)) foreign = true;
                else
                {
                    vowel |= small is 'a' or 'e' or 'i' or 'o' or 'u' or 'w' or 'y';
                    if (char.IsAsciiLetter(before))
                    {
                        pairs++;
                        if (KnownWords.HasPair((char)(before | 0x20), small)) familiar++;
                    }
                    if (c <= 'Z')
                    {
                        capitals++;
                        if (before >= 'a') rises++;
                    }
                }
                before = c;
            }
            if (word.Length <= LongestWord && rises <= 2 && (vowel || foreign || word.Length == 2 || (capitals == word.Length && word.Length <= 6))) plausible++;
        }
    }
}
