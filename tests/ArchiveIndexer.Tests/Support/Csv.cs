using System.Text;
using Microsoft.VisualBasic.FileIO;

namespace ArchiveIndexer.Tests.Support;

/// <summary>Reads comma-separated values with a reader that is not ours: .NET's own.</summary>
internal static class Csv
{
    /// <summary>The rows below the first, by the names that the first gives.</summary>
    public static List<Dictionary<string, string>> Read(byte[] file)
    {
        using var reader = new TextFieldParser(new MemoryStream(file), Encoding.UTF8) { Delimiters = [","], HasFieldsEnclosedInQuotes = true, TrimWhiteSpace = false };
        var names = reader.ReadFields()!;
        var rows = new List<Dictionary<string, string>>();
        while (reader.ReadFields() is { } cells)
        {
            Assert.Equal(names.Length, cells.Length);
            rows.Add(names.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second));
        }
        return rows;
    }
}
