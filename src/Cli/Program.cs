using System.CommandLine;
using Krewe.Cli.Commands;

var root = new RootCommand("Krewe: a container orchestrator whose control plane is made of virtual actors, with the Kubernetes API.")
{
    UpCommand.Create(),
    StatusCommand.Create(),
    DownCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
