using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Util;
using static ArchiveIndexer.Indexing.IndexSchema;

namespace ArchiveIndexer.Indexing;

/// <summary>Reads out which editions an index holds.</summary>
internal static class IndexedEditions
{
    private static readonly HashSet<string> Fields = [OnWhole.Sha256, OnWhole.Version];

    /// <summary>All of them, in order of publication id.</summary>
    public static IReadOnlyList<IndexedEdition> In(DirectoryReader index)
    {
        var editions = new List<IndexedEdition>();
        foreach (var leaf in index.Leaves)
        {
            var segment = leaf.AtomicReader;
            if (segment.GetSortedDocValues(OnWhole.Id) is not { } ids) continue;
            var id = new BytesRef();
            for (var document = 0; document < segment.MaxDoc; document++)
            {
                if (ids.GetOrd(document) < 0 || segment.LiveDocs?.Get(document) == false) continue;
                ids.Get(document, id);
                var stored = segment.Document(document, Fields);
                editions.Add(new IndexedEdition(
                    id.Utf8ToString(),
                    stored.Get(OnWhole.Sha256, CultureInfo.InvariantCulture),
                    stored.Get(OnWhole.Version, CultureInfo.InvariantCulture)));
            }
        }
        return [.. editions.OrderBy(edition => edition.PublicationId, StringComparer.Ordinal)];
    }
}
