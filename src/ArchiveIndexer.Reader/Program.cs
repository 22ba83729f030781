using ArchiveIndexer.Extracting;
using ArchiveIndexer.Reader;

return args is [ExtractionWorker.Command] ? WorkerCommand.Run() : ReadCommand.Run(args);
