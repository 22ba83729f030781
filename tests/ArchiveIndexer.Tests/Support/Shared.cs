namespace ArchiveIndexer.Tests.Support;

/// <summary>The folder of real and hostile files that may stand beside a checkout. Checks over it skip themselves where it is absent.</summary>
internal static class Shared
{
    /// <summary>The files of a folder, by name, or none.</summary>
    internal static IReadOnlyList<string> Files(string folder, string pattern)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ArchiveIndexer.sln"))) root = root.Parent;
        var path = Path.Combine(root?.Parent?.FullName ?? ".", "shared", folder);
        return Directory.Exists(path) ? [.. Directory.GetFiles(path, pattern).Order(StringComparer.Ordinal)] : [];
    }
}
