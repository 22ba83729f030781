using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace ArchiveIndexer.Searching;

/// <summary>
/// What was decoded of a segment's words, kept for the next search: the words of queries come again and again, and decoding a common one
/// costs more than all else that a search does. May be used from any thread.
/// </summary>
internal sealed class KeptWords
{
    // About a third of what all words of ordinary reports would take.
    private const long BytesByDocument = 1536;
    private const long LeastBytes = 64 << 20;
    private const long MostBytes = 1 << 29;

    private static readonly ConditionalWeakTable<object, KeptWords> Known = [];

    private readonly ConcurrentDictionary<(string Field, string Stem), Kept> words = new();
    private readonly System.Threading.Lock forgetting = new();
    private readonly long limit;
    private long bytes;
    private long uses;

    /// <param name="limit">Bytes: what was not used for longest is forgotten above it.</param>
    internal KeptWords(long limit) => this.limit = limit;

    /// <summary>Those of a segment.</summary>
    public static KeptWords Of(AtomicReader segment) => Known.GetValue(segment.CoreCacheKey, _ => new KeptWords(Math.Clamp(segment.MaxDoc * BytesByDocument, LeastBytes, MostBytes)));

    /// <summary>About how much memory they take.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>The pages (or wholes, where the field is theirs) that hold a stem; removed ones too, as the same segment serves readers from before.</summary>
    public WordPages Pages(AtomicReader segment, string field, string stem)
    {
        if (!words.TryGetValue((field, stem), out var kept))
        {
            var decoded = new Kept(Decode(segment, field, stem));
            kept = words.GetOrAdd((field, stem), decoded);
            if (ReferenceEquals(kept, decoded) && Interlocked.Add(ref bytes, kept.Pages.Bytes) > limit) Forget();
        }
        // Of two at once either may be counted: it only matters which were not used for long.
        kept.LastUse = ++uses;
        return kept.Pages;
    }

    private static WordPages Decode(AtomicReader segment, string field, string stem)
    {
        var term = segment.GetTerms(field)?.GetEnumerator();
        if (term is null || !term.SeekExact(new BytesRef(stem))) return WordPages.None;
        var builder = new WordPages.Builder(SegmentPublications.Of(segment), term.DocFreq);
        var documents = term.Docs(null, null, DocsFlags.FREQS);
        while (documents.NextDoc() is var document and not DocIdSetIterator.NO_MORE_DOCS) builder.Add(document, documents.Freq * WordPages.Whole);
        return builder.Made();
    }

    // The half that was not used for longest.
    private void Forget()
    {
        lock (forgetting)
        {
            if (Bytes <= limit) return;
            foreach (var (word, kept) in words.OrderBy(one => one.Value.LastUse).ToList())
            {
                if (Bytes <= limit / 2) break;
                if (words.TryRemove(word, out _)) Interlocked.Add(ref bytes, -kept.Pages.Bytes);
            }
        }
    }

    private sealed class Kept(WordPages pages)
    {
        public WordPages Pages => pages;

        public long LastUse { get; set; }
    }
}
