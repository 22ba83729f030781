using System.Buffers.Binary;
using System.Text.Json;

namespace ArchiveIndexer.Extracting;

/// <summary>
/// What passes between the pool and a worker: the bytes of a file and what is asked <see cref="About"/> it, as JSON, go down, an
/// <see cref="Answer"/> as JSON comes up, each behind its length in bytes (eight bytes down, four up, little-endian). The worker
/// therefore needs no disk.
/// </summary>
internal static class WorkerProtocol
{
    /// <summary>One of three: the text, what a web page lists, or why there is neither.</summary>
    internal sealed record Answer(PublicationText? Text, RejectionReason? Reason = null, string? Message = null)
    {
        /// <summary>Pages that could say more if their pictures were recognised.</summary>
        public IReadOnlyList<PageToRecognise> Unread { get; init; } = [];

        /// <summary>What a web page lists, where that was asked.</summary>
        public ReviewsPageReading? Listing { get; init; }

        /// <summary>What a file without text offers to assistive technology.</summary>
        public AccessibilityReport? Accessibility { get; init; }
    }

    /// <summary>What a worker is asked.</summary>
    internal sealed record Question(byte[] File, About About);

    /// <summary>What is asked about a file: its text, with what was recognised on its pictures; or what it says as a web page of a board.</summary>
    internal sealed record About(IReadOnlyList<RecognisedPage> Recognised, PageQuestion? Page = null)
    {
        internal static About Text { get; } = new([]);
    }

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

    /// <summary>The next file that the pool sends; null when it has closed the pipe.</summary>
    internal static Question? ReadQuestion(Stream input) => ReadPart(input) is { } file && ReadPart(input) is { } about
        ? new(file, JsonSerializer.Deserialize(about, WorkerJson.Plain.About)!) : null;

    private static byte[]? ReadPart(Stream input)
    {
        Span<byte> header = stackalloc byte[8];
        if (input.ReadAtLeast(header, 8, throwOnEndOfStream: false) < 8) return null;
        var part = new byte[BinaryPrimitives.ReadInt64LittleEndian(header)];
        return input.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) == part.Length ? part : null;
    }

    /// <summary>Sends a file. A worker that has died reads no more: that is no trouble here, for its answer, or the lack of one, says so.</summary>
    internal static async Task WriteQuestionAsync(Stream output, Stream file, About about, CancellationToken cancellation)
    {
        try
        {
            await WritePartAsync(output, file, cancellation).ConfigureAwait(false);
            using var asked = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(about, WorkerJson.Plain.About));
            await WritePartAsync(output, asked, cancellation).ConfigureAwait(false);
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
