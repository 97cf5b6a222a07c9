using Krewe.SiloHost;
using Krewe.SiloHost.Backups;
using Krewe.SiloHost.Engines;
using Krewe.Storage;
using Krewe.Storage.Backups;

HostCommand command;
SiloHostOptions options;
try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(SiloHostOptions.Usage);
        return 0;
    }
    command = HostCommand.Parse(args);
    options = SiloHostOptions.Parse(command.Options, Environment.GetEnvironmentVariable);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"silo-host: {e.Message}\n\n{SiloHostOptions.Usage}");
    return 2;
}

try
{
    if (await command.RunAsync(options, CancellationToken.None) is { } exitCode)
        return exitCode;
    Restoration.ThrowIfInterrupted(options.DataDirectory);
    await using var application = options.Storage == StorageKind.Postgres
        ? await GrainEngine.BuildSharedAsync(options, adjust: null, CancellationToken.None)
        : await ControlPlane.BuildAsync(options, adjust: null, CancellationToken.None);
    await application.StartAsync();
    application.Logger.LogInformation("Serving on {Address}; kubeconfig {Path}",
        ControlPlane.ReachableAddress(application), ControlPlane.WriteKubeconfig(application, options));
    await application.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ObjectLogException or BackupException or IOException or FormatException)
{
    // What an operator can put right needs no stack trace.
    Console.Error.WriteLine($"silo-host: {e.Message}");
    return 1;
}
