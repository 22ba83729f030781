using System.Collections.Concurrent;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace ArchiveIndexer.Indexing;

/// <summary>Reduces an English word to its stem by Porter2 (Snowball English), and remembers what it has reduced.</summary>
internal static class Stems
{
    // Remembering makes Porter2 cost what a table look-up costs; the limit keeps a hostile vocabulary from filling the memory.
    private const int MostRemembered = 1 << 16;
    private static readonly ConcurrentDictionary<string, string> Remembered = new(StringComparer.Ordinal);

    [ThreadStatic]
    private static EnglishStemmer? stemmer;

    /// <summary>
    /// The stem of a lower-case word without accents. Words with digits (<c>s47</c>, <c>4.2.1</c>) and of up to two letters stay as
    /// they are.
    /// </summary>
    public static string Of(string form)
    {
        if (form.Length < 3 || form.AsSpan().ContainsAnyInRange('0', '9')) return form;
        if (Remembered.TryGetValue(form, out var known)) return known;

        stemmer ??= new EnglishStemmer();
        stemmer.SetCurrent(form);
        stemmer.Stem();
        var stem = stemmer.Current is { Length: > 0 } reduced ? reduced : form;
        if (Remembered.Count < MostRemembered) Remembered.TryAdd(form, stem);
        return stem;
    }
}
