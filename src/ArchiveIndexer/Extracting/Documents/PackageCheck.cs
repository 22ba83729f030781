using System.IO.Compression;
using System.Xml;

namespace ArchiveIndexer.Extracting;

/// <summary>Whether a Word document can be opened without harm: what its parts unpack to is counted, and how deep they are nested, before anything is made of them.</summary>
internal static class PackageCheck
{
    /// <summary>Characters of one part; the text of the longest reports has a tenth of that.</summary>
    internal const long MostCharacters = 32 << 20;

    /// <summary>Bytes of all parts that are looked at.</summary>
    private const long MostUnpacked = 160 << 20;

    // Deflate packs zeros a thousand times; the mark-up of reports twenty times.
    private const int MostRatio = 150;
    private const long RatioFrom = 8 << 20;

    // A table in a table in a table is three times five.
    private const int Deepest = 300;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, IgnoreComments = true, IgnoreProcessingInstructions = true,
    };

    /// <exception cref="RejectedException"><see cref="RejectionReason.Encrypted"/>, <see cref="RejectionReason.Truncated"/>, <see cref="RejectionReason.TooLarge"/> or <see cref="RejectionReason.Damaged"/>.</exception>
    internal static void Check(byte[] file)
    {
        if (!file.AsSpan().StartsWith("PK"u8)) throw Locked();
        using var bytes = new MemoryStream(file, writable: false);
        if (ZipDirectory.Read(bytes) is not { } parts)
            throw new RejectedException(RejectionReason.Truncated,
                $"The file begins as a Word document but is cut off: its {file.Length:N0} bytes end without the table of its parts. Fetch it again; if it stays so, the board's own copy is damaged.");
        if (parts.Any(part => part.IsLocked)) throw Locked();
        if (parts.Count > ZipDirectory.MostParts) throw new RejectedException(RejectionReason.TooLarge, $"The Word document has more than {ZipDirectory.MostParts:N0} parts, which no report needs.");
        bytes.Position = 0;
        using var zip = Open(bytes);
        var left = MostUnpacked;
        foreach (var part in zip.Entries)
            if (IsRead(part.FullName)) left -= Unpack(part, left);
    }

    private static ZipArchive Open(Stream bytes)
    {
        try
        {
            return new ZipArchive(bytes, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (InvalidDataException e)
        {
            throw Damaged("the table of its parts cannot be read", e);
        }
    }

    // What the library opens to read text; pictures stay packed.
    private static bool IsRead(string name) => name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Bytes that a part unpacks to.</summary>
    private static long Unpack(ZipArchiveEntry part, long most)
    {
        try
        {
            using var counted = new CountedStream(part.Open(), most, part.CompressedLength);
            using var xml = XmlReader.Create(counted, Settings);
            while (xml.Read())
                if (xml.Depth > Deepest) throw Damaged($"its part {Short(part.FullName)} is nested deeper than {Deepest} times, which no program writes", null);
            return counted.Count;
        }
        catch (XmlException e) when (e.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw Damaged($"its part {Short(part.FullName)} declares entities of its own, which no Word document does", e);
        }
        catch (XmlException e) when (e.Message.Contains("MaxCharacters", StringComparison.Ordinal))
        {
            throw TooLarge(part.FullName, e);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException or IOException or NotSupportedException)
        {
            throw Damaged($"its part {Short(part.FullName)} cannot be read: {Short(TextNormaliser.Line(e.Message))}", e);
        }
    }

    internal static RejectedException Damaged(string found, Exception? cause) => new(RejectionReason.Damaged,
        $"The Word document is damaged: {found}. Fetch it again; if it stays so, opening it in Word and saving it anew often helps.", cause);

    private static RejectedException TooLarge(string part, Exception? cause) => new(RejectionReason.TooLarge, $"The Word document's part {Short(part)} unpacks to more than any report needs; it may be made to exhaust its readers.", cause);

    private static RejectedException Locked() => new(RejectionReason.Encrypted, "The Word document is locked with a password that is needed to open it. Ask the board for a copy without one.");

    private static string Short(string text) => text.Length > 120 ? text[..120] + "…" : text;

    /// <summary>Counts what is unpacked, and ends it where that is too much: what the archive says of its sizes may be a lie.</summary>
    private sealed class CountedStream(Stream unpacked, long most, long packed) : Stream
    {
        internal long Count { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Counted(unpacked.Read(buffer, offset, count));
        public override int Read(Span<byte> buffer) => Counted(unpacked.Read(buffer));

        private int Counted(int read)
        {
            Count += read;
            if (Count > most || (Count > RatioFrom && Count / MostRatio > packed)) throw TooLarge("of text", null);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) unpacked.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Count; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
