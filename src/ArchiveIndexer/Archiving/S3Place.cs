using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ArchiveIndexer.Archiving;

/// <summary>Where an archive is in an object store that speaks S3.</summary>
public sealed record S3Options
{
    /// <summary>The store's address: <c>https://s3.eu-west-2.amazonaws.com</c>, <c>http://minio.example:9000</c>.</summary>
    public string? Address { get; init; }

    /// <summary>The bucket, which exists.</summary>
    public string? Bucket { get; init; }

    /// <summary>What the names of all objects begin with; empty, or ending in a slash.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The key's name; without it, what the environment says in the way of that store's own programs.</summary>
    public string? AccessKey { get; init; }

    /// <summary>The key's secret.</summary>
    public string? SecretKey { get; init; }
}

/// <summary>
/// Objects by name in a bucket. The store must refuse to write what is there already when asked to (<c>If-None-Match: *</c>), and show what was
/// written to whoever reads next, as S3 does.
/// </summary>
public sealed class S3Place : IDisposable
{
    private const int AtOnce = 32;

    private readonly AmazonS3Client _client;
    private readonly S3Options _options;

    public S3Place(S3Options options)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = options.Address, ForcePathStyle = true, AuthenticationRegion = options.Region, MaxErrorRetry = 4,
            // Not every store knows the newer checksums; the archive has its own.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        (_options, _client) = (options, options.AccessKey is null ? new AmazonS3Client(config) : new AmazonS3Client(options.AccessKey, options.SecretKey, config));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Writes an object.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bytes">Seekable.</param>
    /// <param name="onlyNew">Whether to leave an object of that name as it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="IOException">The store cannot be reached, or refuses.</exception>
    public async Task<bool> PutAsync(string name, Stream bytes, bool onlyNew, CancellationToken cancellation)
    {
        try
        {
            var request = new PutObjectRequest { BucketName = _options.Bucket, Key = KeyOf(name), InputStream = bytes, AutoCloseStream = false, UseChunkEncoding = false };
            if (onlyNew) request.IfNoneMatch = "*";
            await _client.PutObjectAsync(request, cancellation);
            return true;
        }
        catch (AmazonS3Exception e) when (onlyNew && e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Fault(name, e);
        }
    }

    public bool Put(string name, byte[] bytes, bool onlyNew)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return PutAsync(name, stream, onlyNew, CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Copies an object into a stream; false when there is none.</summary>
    public async Task<bool> ReadAsync(string name, Stream into, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _client.GetObjectAsync(_options.Bucket, KeyOf(name), cancellation);
            await answer.ResponseStream.CopyToAsync(into, cancellation);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Fault(name, e);
        }
    }

    public byte[]? Find(string name)
    {
        using var bytes = new MemoryStream();
        return ReadAsync(name, bytes, CancellationToken.None).GetAwaiter().GetResult() ? bytes.ToArray() : null;
    }

    public bool Has(string name)
    {
        try
        {
            _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(name)).GetAwaiter().GetResult();
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Fault(name, e);
        }
    }

    /// <summary>Deletes an object; missing is fine.</summary>
    public void Delete(string name)
    {
        try
        {
            _client.DeleteObjectAsync(_options.Bucket, KeyOf(name)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Fault(name, e);
        }
    }

    /// <summary>The names that begin so, in order of their bytes.</summary>
    /// <param name="beginning">What they begin with.</param>
    /// <param name="after">Only those behind this name.</param>
    public IEnumerable<string> List(string beginning, string? after = null)
    {
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = KeyOf(beginning), StartAfter = after is null ? null : KeyOf(after) };
        do
        {
            ListObjectsV2Response answer;
            try
            {
                answer = _client.ListObjectsV2Async(request).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw Fault(beginning, e);
            }
            foreach (var found in answer.S3Objects ?? []) yield return found.Key[_options.Prefix.Length..];
            request.ContinuationToken = answer.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    /// <summary>Reads objects, several at a time, and gives them in the order of their names' list.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> ReadAll(IEnumerable<string> names)
    {
        foreach (var some in names.Chunk(AtOnce))
            foreach (var one in Task.WhenAll(some.Select(ReadOneAsync)).GetAwaiter().GetResult()) yield return one;
    }

    private async Task<(string, byte[])> ReadOneAsync(string name)
    {
        using var bytes = new MemoryStream();
        await ReadAsync(name, bytes, CancellationToken.None);
        return (name, bytes.ToArray());
    }

    private string KeyOf(string name) => _options.Prefix + name;

    private IOException Fault(string name, Exception e) => new($"{_options.Address}/{_options.Bucket}/{KeyOf(name)}: {e.Message}", e);
}
