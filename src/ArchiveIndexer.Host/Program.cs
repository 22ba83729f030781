using ArchiveIndexer.Host.Commands;

return await CommandLine.RunAsync(args);
