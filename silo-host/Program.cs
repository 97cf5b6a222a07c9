using Krewe.SiloHost;
using Krewe.Storage;

SiloHostOptions options;
try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(SiloHostOptions.Usage);
        return 0;
    }
    var asksReadiness = args is ["ready", ..];
    options = SiloHostOptions.Parse(asksReadiness ? args[1..] : args, Environment.GetEnvironmentVariable);
    if (asksReadiness)
        return await ReadinessQuestion.AskAsync(options, Console.Out, CancellationToken.None);
}
catch (FormatException e)
{
    Console.Error.WriteLine($"silo-host: {e.Message}\n\n{SiloHostOptions.Usage}");
    return 2;
}

try
{
    await using var application = await ControlPlane.BuildAsync(options, adjust: null, CancellationToken.None);
    await application.StartAsync();
    application.Logger.LogInformation("Serving on {Address}; kubeconfig {Path}",
        ControlPlane.ReachableAddress(application), ControlPlane.WriteKubeconfig(application, options));
    await application.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is ObjectLogException or IOException or FormatException)
{
    // What an operator can put right needs no stack trace.
    Console.Error.WriteLine($"silo-host: {e.Message}");
    return 1;
}
