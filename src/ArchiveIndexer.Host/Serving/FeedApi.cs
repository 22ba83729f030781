using System.Globalization;
using System.Text;
using System.Xml;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Serving;

/// <summary>Any search as an Atom feed (RFC 4287): what is new, changed or withdrawn comes first.</summary>
public static class FeedApi
{
    private const int EntriesOnAPage = 50;

    public static void MapFeed(this IEndpointRouteBuilder routes) => routes.MapGetAndHead("/feed.atom", Feed).ExcludeFromDescription();

    private static IResult Feed([AsParameters] SearchParameters parameters, PublicationSearcher searcher, ICatalogue catalogue, HttpContext context)
    {
        var (request, problem) = parameters.Read();
        if (request is null) return Results.Text(problem, "text/plain", Encoding.UTF8, 400);
        var records = catalogue.Publications([.. searcher.All(request, context.RequestAborted).Select(hit => hit.PublicationId)]).Where(Suspension.IsShown)
            .OrderByDescending(Updated).ThenBy(record => record.Publication.Id, StringComparer.Ordinal).ToList();
        using var xml = new MemoryStream();
        using (var writer = XmlWriter.Create(xml, new() { Encoding = new UTF8Encoding(false), Indent = true })) Write(writer, records, request, ExportsApi.Site(context.Request));
        return Results.Bytes(xml.ToArray(), "application/atom+xml; charset=utf-8");
    }

    /// <summary>When something about a publication last changed: its file was first seen; or, when it was taken down, was last seen.</summary>
    private static DateTimeOffset Updated(PublicationRecord record) => record.Edition is not { } edition ? DateTimeOffset.UnixEpoch
        : record.Status == PublicationStatus.Withdrawn ? edition.LastSeen : edition.FirstSeen;

    private static void Write(XmlWriter xml, List<PublicationRecord> records, SearchRequest request, string site)
    {
        string Page(int number) => site + SearchAddress.Of("/feed.atom", request with { Page = number, Size = 10 });
        void Link(string relation, string address, string type)
        {
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", relation);
            xml.WriteAttributeString("href", address);
            xml.WriteAttributeString("type", type);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
        xml.WriteElementString("id", site + SearchAddress.Of("/feed.atom", request with { Page = 1, Size = 10 }));
        xml.WriteElementString("title", Sound(string.IsNullOrWhiteSpace(request.Query) ? "Safeguarding reviews" : $"Safeguarding reviews: {request.Query}"));
        xml.WriteElementString("updated", Time(records.Count == 0 ? DateTimeOffset.UnixEpoch : Updated(records[0])));
        xml.WriteStartElement("author");
        xml.WriteElementString("name", "Safeguarding reviews archive");
        xml.WriteEndElement();
        Link("self", Page(request.Page), "application/atom+xml");
        Link("alternate", site + SearchAddress.Of("/search", request with { Page = 1, Size = 10 }), "text/html");
        if (request.Page > 1) Link("previous", Page(request.Page - 1), "application/atom+xml");
        if ((long)request.Page * EntriesOnAPage < records.Count) Link("next", Page(request.Page + 1), "application/atom+xml");
        foreach (var record in records.Skip((int)Math.Min((request.Page - 1L) * EntriesOnAPage, int.MaxValue)).Take(EntriesOnAPage)) Entry(xml, record, site, Link);
        xml.WriteEndElement();
    }

    private static void Entry(XmlWriter xml, PublicationRecord record, string site, Action<string, string, string> link)
    {
        var (id, board) = (record.Publication.Id, record.Board.Name ?? record.Board.Slug);
        xml.WriteStartElement("entry");
        xml.WriteElementString("id", $"{site}/publications/{id}");
        xml.WriteElementString("title", Sound(record.Status == PublicationStatus.Withdrawn ? $"Withdrawn by its board: {record.Title}" : record.Editions.Count > 1 ? $"Changed: {record.Title}" : record.Title));
        xml.WriteElementString("updated", Time(Updated(record)));
        xml.WriteStartElement("author");
        xml.WriteElementString("name", Sound(board));
        xml.WriteEndElement();
        link("alternate", $"{site}/publications/{id}", "text/html");
        if (record.Edition is not null) link("enclosure", $"{site}/publications/{id}/file", "application/pdf");
        string?[] facts = [board, record.Review.Name, record.Review.Type, record.Publication.Listed.Kind, record.Publication.Listed.Published is { } date ? $"published {Dated.InWords(date)}" : null, record.PageCount is { } pages ? Counted.Of(pages, "page", "pages") : null];
        xml.WriteElementString("summary", Sound(string.Join(" · ", facts.OfType<string>())));
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Without what XML cannot hold: control characters and halves of pairs.</summary>
    private static string Sound(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' || !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));
}
