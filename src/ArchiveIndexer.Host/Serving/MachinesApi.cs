using System.Text;
using System.Xml;
using ArchiveIndexer.Catalogue;

namespace ArchiveIndexer.Host.Serving;

/// <summary>What browsers and search engines ask for: how to search here, which pages there are, which may be listed.</summary>
public static class MachinesApi
{
    /// <summary>Pages about the archive itself; search engines may always list them.</summary>
    private static readonly string[] Ours = ["/", "/about", "/help", "/boards", "/themes", "/accessibility", "/privacy"];

    private const int MostInASitemap = 50_000;

    public static void MapMachines(this IEndpointRouteBuilder routes)
    {
        routes.MapGetAndHead("/opensearch.xml", OpenSearch).ExcludeFromDescription();
        routes.MapGetAndHead("/sitemap.xml", Sitemap).ExcludeFromDescription();
        routes.MapGetAndHead("/robots.txt", (ArchiveOptions options, HttpRequest http) => Results.Text(
            $"User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /recommendations\nDisallow: /feed.atom\n\nSitemap: {ExportsApi.Site(http)}/sitemap.xml\n", "text/plain", Encoding.UTF8)).ExcludeFromDescription();
    }

    /// <summary>Whether search engines may list what is at a path. Reviews speak of real children, so theirs only where the steward wants it.</summary>
    public static bool MayBeListed(PathString path, ArchiveOptions options) =>
        Ours.Contains(path.Value) || options.SearchEngines && (path.StartsWithSegments("/reviews") || path.StartsWithSegments("/publications"));

    private static IResult OpenSearch(HttpRequest http)
    {
        var site = ExportsApi.Site(http);
        return Xml("application/opensearchdescription+xml", xml =>
        {
            xml.WriteStartElement("OpenSearchDescription", "http://a9.com/-/spec/opensearch/1.1/");
            xml.WriteElementString("ShortName", "Safeguarding"); // 16 characters at most
            xml.WriteElementString("Description", "Search the text of safeguarding reviews");
            xml.WriteElementString("InputEncoding", "UTF-8");
            void Url(string type, string template)
            {
                xml.WriteStartElement("Url");
                xml.WriteAttributeString("type", type);
                xml.WriteAttributeString("template", template);
                xml.WriteEndElement();
            }
            Url("text/html", $"{site}/search?q={{searchTerms}}");
            Url("application/atom+xml", $"{site}/feed.atom?q={{searchTerms}}");
            xml.WriteEndElement();
        });
    }

    private static IResult Sitemap(HttpRequest http, ICatalogue catalogue, ArchiveOptions options) => Xml("application/xml", xml =>
    {
        var site = ExportsApi.Site(http);
        xml.WriteStartElement("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9");
        var theirs = options.SearchEngines ? catalogue.AllPublications().Where(Suspension.IsShown).Select(record => $"/publications/{record.Publication.Id}") : [];
        foreach (var path in Ours.Concat(theirs).Take(MostInASitemap))
        {
            xml.WriteStartElement("url");
            xml.WriteElementString("loc", site + path);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    });

    private static IResult Xml(string type, Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true })) write(xml);
        return Results.Bytes(bytes.ToArray(), $"{type}; charset=utf-8");
    }
}
