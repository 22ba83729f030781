using System.Buffers.Binary;
using System.Text.Json;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// What passes between the pool and a worker: the bytes of a PDF and the pages recognised on its pictures, as JSON, go down, an
/// <see cref="Answer"/> as JSON comes up, each behind its length in bytes (eight bytes down, four up, little-endian). The worker
/// therefore needs no disk.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>One of both: the text, or why there is none.</summary>
    internal sealed record Answer(PublicationText? Text, RejectionReason? Reason = null, string? Message = null)
    {
        /// <summary>Pages that could say more if their pictures were recognised.</summary>
        public IReadOnlyList<PageToRecognise> Unread { get; init; } = [];

        /// <summary>What a file without text offers to assistive technology.</summary>
        public AccessibilityReport? Accessibility { get; init; }
    }

    /// <summary>What a worker is asked.</summary>
    internal sealed record Question(byte[] Pdf, IReadOnlyList<RecognisedPage> Recognised);

    internal static byte[] Frame(Answer answer)
    {
        using var frame = new MemoryStream();
        frame.Write([0, 0, 0, 0]);
        JsonSerializer.Serialize(frame, answer, WorkerJson.Plain.Answer);
        BinaryPrimitives.WriteInt32LittleEndian(frame.GetBuffer(), checked((int)frame.Length - 4));
        return frame.ToArray();
    }

    internal static Answer Parse(byte[] body) =>
        JsonSerializer.Deserialize(body, WorkerJson.Plain.Answer) ?? throw new InvalidDataException("A worker answered with nothing.");

    /// <summary>The next PDF that the pool sends; null when it has closed the pipe.</summary>
    internal static Question? ReadQuestion(Stream input) => ReadPart(input) is { } pdf && ReadPart(input) is { } recognised
        ? new(pdf, recognised.Length == 0 ? [] : JsonSerializer.Deserialize(recognised, WorkerJson.Plain.IReadOnlyListRecognisedPage)!) : null;

    private static byte[]? ReadPart(Stream input)
    {
        Span<byte> header = stackalloc byte[8];
        if (input.ReadAtLeast(header, 8, throwOnEndOfStream: false) < 8) return null;
        var part = new byte[BinaryPrimitives.ReadInt64LittleEndian(header)];
        return input.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) == part.Length ? part : null;
    }

    /// <summary>Sends a PDF. A worker that has died reads no more: that is no trouble here, for its answer, or the lack of one, says so.</summary>
    internal static async Task WriteQuestionAsync(Stream output, Stream pdf, IReadOnlyList<RecognisedPage> recognised, CancellationToken cancellation)
    {
        try
        {
            await WritePartAsync(output, pdf, cancellation).ConfigureAwait(false);
            using var pages = new MemoryStream(recognised.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(recognised, WorkerJson.Plain.IReadOnlyListRecognisedPage));
            await WritePartAsync(output, pages, cancellation).ConfigureAwait(false);
            await output.FlushAsync(cancellation).ConfigureAwait(false);
        }
        catch (WorkerGoneException)
        {
            // As above.
        }
    }

    private static async Task WritePartAsync(Stream output, Stream part, CancellationToken cancellation)
    {
        var left = part.Length - part.Position;
        var buffer = new byte[1 << 16];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, left);
        var count = 8;
        while (true)
        {
            try
            {
                await output.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            }
            catch (IOException)
            {
                throw new WorkerGoneException();
            }
            if (left == 0) return;
            count = await part.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellation).ConfigureAwait(false);
            if (count == 0) throw new EndOfStreamException($"A file became shorter while it was being read; {left} bytes are missing.");
            left -= count;
        }
    }

    // The pipe is broken, which must not be mistaken for trouble with the file that is sent.
    private sealed class WorkerGoneException : Exception;

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
