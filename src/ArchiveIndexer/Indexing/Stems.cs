using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace ArchiveIndexer.Indexing;

/// <summary>Reduces an English word to its stem by Porter2 (Snowball English), and remembers what it has reduced.</summary>
internal static class Stems
{
    // Remembering makes Porter2 cost what a table look-up costs; the limit keeps a hostile vocabulary from filling the memory.
    private const int MostRemembered = 1 << 18;
    private static readonly ConcurrentDictionary<string, (string Form, string Stem)> Met = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, (string Form, string Stem)>.AlternateLookup<ReadOnlySpan<char>> MetBySpan = Met.GetAlternateLookup<ReadOnlySpan<char>>();

    // What Porter2 would make one of, and the field does not: careful work is not care, a university is not universal, and an author is
    // no authority. The first word of a row is the stem of all.
    private static readonly FrozenDictionary<string, string> KeptApart = """
        caring; careful carefully carefulness; careless carelessly carelessness; several; university universities; executive executives; important importantly importance;
        authority authorities; designate designated designates designation; informal informally; relative relatives; experiment experiments experimental experimentally;
        hospitality; organ organs; organic; institution institutions institutional; negligible
        """.Split((char[])[';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(row => row.Split(' ')).SelectMany(row => row.Select(form => (form, Stem: row[0] + Apart)))
        .ToFrozenDictionary(pair => pair.form, pair => pair.Stem, StringComparer.Ordinal);

    // No word holds it, so that no other word's stem is the same.
    private const string Apart = "\u0002";

    [ThreadStatic]
    private static EnglishStemmer? stemmer;

    /// <summary>A form as a string, and its stem: of a word that was met before without making anything.</summary>
    public static (string Form, string Stem) Of(ReadOnlySpan<char> form, bool remember = true)
    {
        if (MetBySpan.TryGetValue(form, out var known)) return known;
        var written = form.ToString();
        var both = (written, Of(written));
        if (remember && count < MostRemembered && Met.TryAdd(written, both)) Interlocked.Increment(ref count);
        return both;
    }

    // The dictionary's own count stops all who write to it.
    private static int count;

    /// <summary>
    /// The stem of a lower-case word without accents. Words with digits (<c>s47</c>, <c>4.2.1</c>) and of up to two letters stay as
    /// they are.
    /// </summary>
    public static string Of(string form)
    {
        if (form.Length < 3 || form.AsSpan().ContainsAnyInRange('0', '9')) return form;
        if (Met.TryGetValue(form, out var known)) return known.Stem;
        if (KeptApart.TryGetValue(form, out var own)) return own;
        stemmer ??= new EnglishStemmer();
        stemmer.SetCurrent(Spelling.British(form));
        stemmer.Stem();
        return stemmer.Current is { Length: > 0 } reduced ? reduced : form;
    }
}
