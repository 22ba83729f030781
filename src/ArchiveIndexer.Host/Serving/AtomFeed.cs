using System.Globalization;
using System.Text;
using System.Xml;

namespace ArchiveIndexer.Host.Serving;

/// <summary>A list that can be followed, as Atom (RFC 4287), a page at a time (RFC 5005, section 3).</summary>
/// <param name="Title">What it is a list of.</param>
/// <param name="Page">The number of the page shown.</param>
/// <param name="Address">The address of a page by its number, without the site.</param>
/// <param name="Alternate">The address of the list as a web page, without the site.</param>
public sealed record AtomFeed(string Title, int Page, Func<int, string> Address, string Alternate)
{
    /// <summary>Entries on a page.</summary>
    public const int Size = 50;

    /// <summary>The feed as an answer.</summary>
    /// <param name="items">All of the list, the newest first, each with the time of its last change.</param>
    /// <param name="entry">An item as an entry.</param>
    /// <param name="site">The beginning of absolute addresses.</param>
    public IResult Answer<T>(IReadOnlyList<(T Item, DateTimeOffset Updated)> items, Func<T, AtomEntry> entry, string site)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            xml.WriteElementString("id", site + Address(1));
            xml.WriteElementString("title", Sound(Title));
            xml.WriteElementString("updated", Time(items.Count == 0 ? DateTimeOffset.UnixEpoch : items[0].Updated));
            Author(xml, "Safeguarding reviews archive");
            Link(xml, "self", site + Address(Page), "application/atom+xml");
            Link(xml, "alternate", site + Alternate, "text/html");
            if (Page > 1) Link(xml, "previous", site + Address(Page - 1), "application/atom+xml");
            if ((long)Page * Size < items.Count) Link(xml, "next", site + Address(Page + 1), "application/atom+xml");
            foreach (var (item, updated) in items.Skip((int)Math.Min((Page - 1L) * Size, int.MaxValue)).Take(Size)) Write(xml, entry(item), updated, site);
            xml.WriteEndElement();
        }
        return Results.Bytes(bytes.ToArray(), "application/atom+xml; charset=utf-8");
    }

    private static void Write(XmlWriter xml, AtomEntry entry, DateTimeOffset updated, string site)
    {
        xml.WriteStartElement("entry");
        xml.WriteElementString("id", site + entry.Address);
        xml.WriteElementString("title", Sound(entry.Title));
        xml.WriteElementString("updated", Time(updated));
        Author(xml, entry.Author);
        Link(xml, "alternate", site + entry.Address, "text/html");
        if (entry.File is not null) Link(xml, "enclosure", site + entry.File, (entry.Format ?? PublicationFormat.Pdf).MediaType);
        xml.WriteElementString("summary", Sound(entry.Summary));
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author");
        xml.WriteElementString("name", Sound(name));
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address, string type)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteAttributeString("type", type);
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Without what XML cannot hold: control characters and halves of pairs.</summary>
    private static string Sound(string text) => string.Concat(text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' || !Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF)).Select(rune => rune.ToString()));
}

/// <summary>One entry of a feed.</summary>
/// <param name="Address">Its lasting address, without the site; its id too.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Whose it is.</param>
/// <param name="File">The address of its file, without the site; null when there is none.</param>
/// <param name="Summary">What it says, as plain text.</param>
public sealed record AtomEntry(string Address, string Title, string Author, string? File, string Summary)
{
    /// <summary>What that file is.</summary>
    public PublicationFormat? Format { get; init; }
}
