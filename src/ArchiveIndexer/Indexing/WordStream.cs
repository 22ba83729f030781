using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace ArchiveIndexer.Indexing;

/// <summary>Hands terms that were made already to Lucene, one position after the other.</summary>
internal sealed class WordStream : TokenStream
{
    private readonly IEnumerable<string> terms;
    private readonly ICharTermAttribute term;
    private IEnumerator<string>? next;

    public WordStream(IEnumerable<string> terms)
    {
        this.terms = terms;
        term = AddAttribute<ICharTermAttribute>();
        AddAttribute<IPositionIncrementAttribute>();
    }

    public override void Reset()
    {
        base.Reset();
        next = terms.GetEnumerator();
    }

    public override bool IncrementToken()
    {
        if (next is null || !next.MoveNext()) return false;
        ClearAttributes();
        term.SetEmpty().Append(next.Current);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) next?.Dispose();
        base.Dispose(disposing);
    }
}
