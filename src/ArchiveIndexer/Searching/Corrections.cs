using ArchiveIndexer.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Searching;

/// <summary>
/// What a reader may have meant or may be about to type, out of the index's own words. A word that has hits is never corrected.
/// </summary>
internal static class Corrections
{
    private const int ShortestCorrected = 4;
    private const int LongestCorrected = 32;
    private const int ShortestWithTwoMistakes = 7;
    private const int MostCorrected = 4;
    private const int MostFormsCompleted = 3000;

    /// <summary>Said where a query was answered with its words put right.</summary>
    public static string Told(string corrected, string? interpreted) =>
        $"{corrected} – nothing holds what was typed, so this was searched in its place; in quotation marks it is searched as typed{(interpreted is null ? "" : $"; {interpreted}")}";

    /// <summary>Whether the corrected query may be answered where nothing holds what was typed. In quotation marks words are meant as they stand.</summary>
    public static bool MayBeUsed(string? typed) => typed is not null && !typed.Any(QueryLexer.IsQuotationMark);

    /// <summary>The query with the words that nothing holds put right; null when there are none, or nothing like them is known.</summary>
    public static string? Of(DirectoryReader index, string typed, ParsedQuery query, Func<int, bool> hasHits, SearchTime time)
    {
        if (MultiFields.GetTerms(index, OnWhole.Forms) is not { } forms) return null;
        var (corrected, count) = (typed, 0);
        for (var part = 0; part < query.Parts.Count && count < MostCorrected && !time.IsUp(); part++)
        {
            var asked = query.Parts[part];
            if (!asked.Wanted || asked.Kind is not (PartKind.Word or PartKind.Phrase) || hasHits(part)) continue;
            foreach (var word in asked.Words.Where(word => IsUnknown(forms, word)))
            {
                if (Nearest(forms, word.Form, time) is not { } better || Find(corrected, word.Form) is not (>= 0 and var at)) continue;
                corrected = corrected[..at] + better + corrected[(at + word.Form.Length)..];
                count++;
            }
        }
        return count > 0 ? corrected : null;
    }

    private static bool IsUnknown(Terms forms, Word word) =>
        word.Form.Length is >= ShortestCorrected and <= LongestCorrected && !word.Form.AsSpan().ContainsAnyInRange('0', '9') && !forms.GetEnumerator().SeekExact(new BytesRef(word.Form));

    private static int Find(string text, string form)
    {
        for (var at = 0; (at = text.IndexOf(form, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + form.Length == text.Length || !char.IsLetterOrDigit(text[at + form.Length]))) return at;
        }
        return -1;
    }

    // One mistake, or in long words two; the first letter is seldom one of them. The word that most publications hold.
    private static string? Nearest(Terms forms, string form, SearchTime time) =>
        NearForms.Of(forms, form, form.Length >= ShortestWithTwoMistakes ? 2 : 1, firstLetterFixed: true, time)
            .OrderBy(near => near.Edits).ThenByDescending(near => near.Frequency).Select(near => near.Form).FirstOrDefault();

    /// <summary>Ways in which what was typed so far may go on: terms of the thesaurus first, then the commonest words.</summary>
    public static IReadOnlyList<string> Completions(DirectoryReader? index, Thesaurus thesaurus, string typed, int most)
    {
        var text = typed.TrimStart();
        if (text.Length is < 2 or > QueryText.MostCharacters) return [];
        var begun = Words.Typed(text) is [.., var word] && word.End == text.Length ? word : (Word?)null;
        var found = thesaurus.Terms.Where(term => term.Length > text.Length && term.StartsWith(text, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.OrdinalIgnoreCase).Take(most / 2).ToList();
        if (index is not null && begun is { Form.Length: >= 2 } last && MultiFields.GetTerms(index, OnWhole.Forms) is { } forms)
        {
            found.AddRange(StartingWith(forms, last.Form).Take(MostFormsCompleted).Where(form => form.Term.Length > last.Form.Length)
                .OrderByDescending(form => form.Frequency).ThenBy(form => form.Term, StringComparer.Ordinal).Take(most).Select(form => text[..last.Start] + form.Term));
        }
        return [.. found.Distinct(StringComparer.OrdinalIgnoreCase).Take(most)];
    }

    private static IEnumerable<(string Term, int Frequency)> StartingWith(Terms terms, string prefix)
    {
        var all = terms.GetEnumerator();
        var start = new BytesRef(prefix);
        if (all.SeekCeil(start) == TermsEnum.SeekStatus.END) yield break;
        do
        {
            if (!StringHelper.StartsWith(all.Term, start)) yield break;
            yield return (all.Term.Utf8ToString(), all.DocFreq);
        }
        while (all.MoveNext());
    }
}
