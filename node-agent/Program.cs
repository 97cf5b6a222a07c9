using Krewe.NodeAgent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

return await new CommandLineOptions().Command(Run).Parse(args).InvokeAsync();

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
