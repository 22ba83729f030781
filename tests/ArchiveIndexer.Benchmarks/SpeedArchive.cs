using System.Globalization;
using System.Text;

namespace ArchiveIndexer.Benchmarks;

/// <summary>
/// An archive of made-up reports for measuring speed: words by Zipf's law, reports that keep to their subjects, the same for the same seed.
/// The commonest words are English function words, so that whoever leaves out stop words does.
/// </summary>
internal sealed class SpeedArchive
{
    private const int Vocabulary = 120_000;
    private const int Subjects = 400;

    private static readonly string[] FunctionWords = "the of and to in a was that for had with on her his by were she he not be this as at from they it an been is which their have there who or but has when no are would could should into about also after before during between more other all any each being did had them him than then so some such only over under up out if".Split(' ').Distinct().ToArray();

    private readonly Random random;
    private readonly double[] cumulative = new double[Vocabulary];

    public SpeedArchive(int seed)
    {
        random = new Random(seed);
        Words = MakeWords();
        double sum = 0;
        // The exponent and shift of Zipf-Mandelbrot that English prose has.
        for (var rank = 0; rank < Vocabulary; rank++) cumulative[rank] = sum += 1 / Math.Pow(rank + 2.7, 1.05);
        for (var rank = 0; rank < Vocabulary; rank++) cumulative[rank] /= sum;
    }

    /// <summary>The words, the commonest first.</summary>
    public string[] Words { get; }

    /// <summary>One report.</summary>
    /// <param name="Id">Of the publication.</param>
    /// <param name="Pages">Their texts.</param>
    public sealed record Report(string Id, string Title, string Board, string Type, string Kind, string Published, List<string> Pages);

    /// <summary>Reports of 20 to 90 pages of 300 to 600 words, until there are so many pages.</summary>
    public IEnumerable<Report> Reports(int pages)
    {
        for (int made = 0, number = 0; made < pages; number++)
        {
            var count = Math.Min(pages - made, random.Next(20, 91));
            var subjects = new int[Subjects];
            for (var n = 0; n < subjects.Length; n++) subjects[n] = FunctionWords.Length + (int)(Math.Pow(random.NextDouble(), 3) * (Vocabulary - FunctionWords.Length));
            var texts = new List<string>(count);
            for (var page = 0; page < count; page++) texts.Add(PageText(subjects));
            made += count;
            yield return new Report(
                number.ToString("x12", CultureInfo.InvariantCulture), string.Join(' ', Enumerable.Range(0, 6).Select(_ => Words[subjects[random.Next(Subjects)]])), $"board-{random.Next(150)}",
                ReviewType.All[random.Next(ReviewType.All.Count)], PublicationKind.All[random.Next(PublicationKind.All.Count)], $"{random.Next(2005, 2025)}-{random.Next(1, 13):00}", texts);
        }
    }

    private string PageText(int[] subjects)
    {
        var text = new StringBuilder();
        var left = random.Next(300, 601);
        while (left > 0)
        {
            var sentence = Math.Min(left, random.Next(6, 30));
            left -= sentence;
            for (var n = 0; n < sentence; n++)
            {
                var word = Words[random.NextDouble() < 0.15 ? subjects[random.Next(subjects.Length)] : Draw()];
                if (n == 0) text.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
                else text.Append(' ').Append(word);
            }
            text.Append(random.Next(6) == 0 ? ".\n\n" : ". ");
        }
        return text.ToString();
    }

    private int Draw()
    {
        var rank = Array.BinarySearch(cumulative, random.NextDouble());
        return Math.Min(Vocabulary - 1, rank < 0 ? ~rank : rank);
    }

    private string[] MakeWords()
    {
        string[] starts = ["b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "ch", "cl", "dr", "fl", "gr", "pl", "pr", "sh", "sl", "st", "th", "tr"];
        string[] vowels = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "oa", "ou"];
        string[] ends = ["", "", "n", "r", "l", "t", "s", "m", "nd", "rt", "ck", "ll"];
        string[] endings = ["", "", "", "ing", "ed", "er", "ly", "tion", "ment", "ness"];
        var words = new List<string>(FunctionWords);
        var known = new HashSet<string>(words);
        while (words.Count < Vocabulary)
        {
            var word = new StringBuilder();
            for (var syllables = random.Next(1, 4); syllables > 0; syllables--) word.Append(starts[random.Next(starts.Length)]).Append(vowels[random.Next(vowels.Length)]).Append(ends[random.Next(ends.Length)]);
            word.Append(endings[random.Next(endings.Length)]);
            if (word.Length > 2 && known.Add(word.ToString())) words.Add(word.ToString());
        }
        return [.. words];
    }
}
