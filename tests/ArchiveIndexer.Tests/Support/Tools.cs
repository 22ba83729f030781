namespace ArchiveIndexer.Tests.Support;

/// <summary>Outside programs that some tests need.</summary>
internal static class Tools
{
    /// <summary>Skips a test where one of these programs is missing; in CI, which installs them, that is a failure.</summary>
    public static void Need(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToList();
        var inCi = Environment.GetEnvironmentVariable("CI") == "true";
        Assert.False(inCi && missing.Count > 0, $"CI installs {string.Join(", ", missing)}.");
        Skip.If(missing.Count > 0, $"{string.Join(", ", missing)} not installed.");
    }

    /// <summary>An executable script that stands for an outside program.</summary>
    public static string Script(TemporaryFolder folder, string name, string body)
    {
        var path = folder.File(name);
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }
}
