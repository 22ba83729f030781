using ArchiveIndexer.Extracting;

if (args is [ExtractionWorker.Command])
{
    var answers = Console.OpenStandardOutput();
    Console.SetOut(TextWriter.Null);
    return ExtractionWorker.Run(Console.OpenStandardInput(), answers);
}
return 0;
