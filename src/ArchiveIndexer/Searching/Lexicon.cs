using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace ArchiveIndexer.Searching;

/// <summary>The words of an index by field. What walks through them is lent from query to query: making it costs more than moving it.</summary>
internal sealed class Lexicon : IDisposable
{
    private static readonly ConditionalWeakTable<DirectoryReader, ConcurrentBag<Lexicon>> Pools = [];

    private readonly DirectoryReader index;
    private readonly Dictionary<string, (Terms? Terms, TermsEnum? Walk)> fields = new(StringComparer.Ordinal);

    private Lexicon(DirectoryReader index) => this.index = index;

    /// <summary>That of an index, for one user at a time, until it is disposed of.</summary>
    public static Lexicon Of(DirectoryReader index) => Pools.GetOrCreateValue(index).TryTake(out var free) ? free : new Lexicon(index);

    /// <summary>All words of a field; null when there are none.</summary>
    public Terms? All(string field) => Field(field).Terms;

    public bool Has(string field, string word) => Field(field).Walk is { } walk && walk.SeekExact(new BytesRef(word));

    /// <summary>The words of a field that begin so, with the number of documents that hold each. To be read to its end, or left, before the field is asked anything else.</summary>
    public IEnumerable<(string Term, int Frequency)> StartingWith(string field, string prefix)
    {
        var start = new BytesRef(prefix);
        if (Field(field).Walk is not { } walk || walk.SeekCeil(start) == TermsEnum.SeekStatus.END) yield break;
        do
        {
            if (!StringHelper.StartsWith(walk.Term, start)) yield break;
            yield return (walk.Term.Utf8ToString(), walk.DocFreq);
        }
        while (walk.MoveNext());
    }

    public void Dispose() => Pools.GetOrCreateValue(index).Add(this);

    private (Terms? Terms, TermsEnum? Walk) Field(string field)
    {
        if (fields.TryGetValue(field, out var known)) return known;
        var terms = MultiFields.GetTerms(index, field);
        return fields[field] = (terms, terms?.GetEnumerator());
    }
}
