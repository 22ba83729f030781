using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// What passes between the pool and a worker: the bytes of a PDF go down, an <see cref="Answer"/> as JSON comes up, each behind its
/// length in bytes (eight bytes down, four up, little-endian). The worker therefore needs no disk.
/// </summary>
internal static class WorkerProtocol
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Nothing of this reaches a web page: letters beyond ASCII need no escapes, which halves the answer for some files.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One of both: the text, or why there is none.</summary>
    internal sealed record Answer(PublicationText? Text, RejectionReason? Reason = null, string? Message = null);

    internal static byte[] Frame(Answer answer)
    {
        using var frame = new MemoryStream();
        frame.Write([0, 0, 0, 0]);
        JsonSerializer.Serialize(frame, answer, Json);
        BinaryPrimitives.WriteInt32LittleEndian(frame.GetBuffer(), checked((int)frame.Length - 4));
        return frame.ToArray();
    }

    internal static Answer Parse(byte[] body) =>
        JsonSerializer.Deserialize<Answer>(body, Json) ?? throw new InvalidDataException("A worker answered with nothing.");

    /// <summary>The next PDF that the pool sends; null when it has closed the pipe.</summary>
    internal static byte[]? ReadPdf(Stream input)
    {
        Span<byte> header = stackalloc byte[8];
        if (input.ReadAtLeast(header, 8, throwOnEndOfStream: false) < 8) return null;
        var pdf = new byte[BinaryPrimitives.ReadInt64LittleEndian(header)];
        return input.ReadAtLeast(pdf, pdf.Length, throwOnEndOfStream: false) == pdf.Length ? pdf : null;
    }

    /// <summary>Sends a PDF. A worker that has died reads no more: that is no trouble here, for its answer, or the lack of one, says so.</summary>
    internal static async Task WritePdfAsync(Stream output, Stream pdf, CancellationToken cancellation)
    {
        var left = pdf.Length - pdf.Position;
        var buffer = new byte[1 << 16];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, left);
        var count = 8;
        while (true)
        {
            try
            {
                await output.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
                if (left == 0) await output.FlushAsync(cancellation).ConfigureAwait(false);
            }
            catch (IOException)
            {
                return;
            }
            if (left == 0) return;
            count = await pdf.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation).ConfigureAwait(false);
            if (count == 0) throw new EndOfStreamException($"A file became shorter while it was being read; {left} bytes are missing.");
            left -= count;
        }
    }

    /// <summary>The body of the worker's answer; null when it is longer than <paramref name="limit"/> bytes.</summary>
    /// <exception cref="EndOfStreamException">The worker ended before it had answered.</exception>
    internal static async Task<byte[]?> ReadAnswerAsync(Stream input, int limit, CancellationToken cancellation)
    {
        var header = new byte[4];
        await input.ReadExactlyAsync(header, cancellation).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length < 0 || length > limit) return null;
        var body = new byte[length];
        await input.ReadExactlyAsync(body, cancellation).ConfigureAwait(false);
        return body;
    }
}
