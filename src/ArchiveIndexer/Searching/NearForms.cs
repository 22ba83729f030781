using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace ArchiveIndexer.Searching;

/// <summary>Words of the index that are spelt almost like another.</summary>
internal static class NearForms
{
    private const int BetweenLooksAtTheClock = 64;

    /// <summary>Words with one or two letters left out, added, changed or exchanged with the one beside; none with figures in it. The word itself is not given.</summary>
    /// <param name="forms">The words of the index as they are written.</param>
    /// <param name="form">The word.</param>
    /// <param name="most">How many such mistakes there may be, 1 or 2.</param>
    /// <param name="firstLetterFixed">Whether the first letter is as typed, which is much quicker.</param>
    /// <param name="time">When it is up, what was found so far is given.</param>
    public static IEnumerable<(string Form, int Edits, int Frequency)> Of(Terms forms, string form, int most, bool firstLetterFixed, SearchTime time)
    {
        var near = new FuzzyTermsEnum(forms, new AttributeSource(), new Term("", form), most, firstLetterFixed ? 1 : 0, transpositions: true);
        for (var n = 1; near.MoveNext(); n++)
        {
            if (n % BetweenLooksAtTheClock == 0 && time.IsUp()) yield break;
            var (known, frequency) = (near.Term.Utf8ToString(), near.DocFreq);
            if (known.AsSpan().ContainsAnyInRange('0', '9')) continue;
            var edits = Distance(form, known, most);
            if (edits > 0 && edits <= most) yield return (known, edits, frequency);
        }
    }

    // Letters left out, added, changed, or two beside each other exchanged (optimal string alignment).
    private static int Distance(string a, string b, int most)
    {
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var n = 0; n <= b.Length; n++) last[n] = n;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most) return most + 1;
            last.CopyTo(before);
            row.CopyTo(last);
        }
        return last[b.Length];
    }
}
