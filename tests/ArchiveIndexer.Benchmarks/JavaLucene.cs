using System.Globalization;

namespace ArchiveIndexer.Benchmarks;

/// <summary>Java Lucene 4.10 as a peer: a small program of ours (<c>peers/LucenePeer.java</c>), compiled when it is needed.</summary>
internal sealed class JavaLucene
{
    private const string Jars = "/usr/share/java";

    private readonly string work;
    private readonly string classPath;

    private JavaLucene(string work, string classPath) => (this.work, this.classPath) = (work, classPath);

    /// <summary>Null where Java or its Lucene is not installed.</summary>
    public static async Task<JavaLucene?> PrepareAsync(string work)
    {
        if (!Measured.IsInstalled("javac") || !Directory.Exists(Jars)) return null;
        var jars = Directory.EnumerateFiles(Jars, "lucene-*-4.10.4.jar").Where(jar => Path.GetFileName(jar) is var name && (name.Contains("core", StringComparison.Ordinal) || name.Contains("analyzers-common", StringComparison.Ordinal)
            || name.Contains("highlighter", StringComparison.Ordinal) || name.Contains("memory", StringComparison.Ordinal) || name.Contains("queries-", StringComparison.Ordinal))).ToList();
        if (jars.Count == 0) return null;
        var classPath = string.Join(':', [work, .. jars]);
        await Measured.RunAsync("javac", ["-nowarn", "-cp", classPath, "-d", work, Path.Combine(AppContext.BaseDirectory, "peers", "LucenePeer.java")], TimeSpan.FromMinutes(2));
        return File.Exists(Path.Combine(work, "LucenePeer.class")) ? new JavaLucene(work, classPath) : null;
    }

    /// <summary>CPU seconds; null when the index was there.</summary>
    public async Task<double?> IndexAsync(string corpus)
    {
        var index = Path.Combine(work, "java");
        if (Directory.Exists(index)) return null;
        var output = await Measured.RunAsync("java", ["-Xmx2g", "-cp", classPath, "LucenePeer", "index", corpus, index], TimeSpan.FromHours(1));
        return double.Parse(output!.Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Asks all queries, after warming up, and gives the microseconds of each.</summary>
    public async Task<List<(int Query, double Microseconds)>> AskAsync(List<SpeedQuery> queries)
    {
        var file = Path.Combine(work, "queries.tsv");
        await File.WriteAllLinesAsync(file, queries.Select(query => $"{query.Kind}\t{string.Join(' ', query.Words)}"));
        var output = await Measured.RunAsync("java", ["-Xmx2g", "-cp", classPath, "LucenePeer", "search", Path.Combine(work, "java"), file], TimeSpan.FromMinutes(20));
        return [.. output!.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, n) => (n, double.Parse(line, CultureInfo.InvariantCulture)))];
    }
}
