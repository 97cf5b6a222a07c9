using Krewe.NodeAgent;
using Krewe.NodeAgent.Runtimes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

return await new CommandLineOptions().Command(Run, Clean).Parse(args).InvokeAsync();

static async Task<int> Run(NodeAgentOptions options, int? simulatedNodes, CancellationToken cancellationToken)
{
    var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
    builder.Logging.AddSimpleConsole(console =>
    {
        console.SingleLine = true;
        console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        console.UseUtcTimestamp = true;
    });
    builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
    try
    {
        if (simulatedNodes is { } nodes)
            builder.Services.AddSimulatedNodes(options, nodes);
        else
            builder.Services.AddNodeAgent(options);
    }
    catch (ArgumentException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 2;
    }
    using var host = builder.Build();
    await host.RunAsync(cancellationToken);
    return 0;
}

static async Task<int> Clean(NodeAgentOptions options, CancellationToken cancellationToken)
{
    try
    {
        var pods = await NodeCleaner.Clean(options, TimeProvider.System, NullLoggerFactory.Instance, cancellationToken);
        Console.WriteLine($"{pods} pods removed from this machine");
        return 0;
    }
    catch (RuntimeException e)
    {
        await Console.Error.WriteLineAsync(e.Message);
        return 1;
    }
}
