using Krewe.Benchmarks;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

switch (args)
{
    case ["storage"]:
        await new StorageBenchmark(Console.Out, TimeProvider.System).RunAsync(stop.Token);
        return 0;

    default:
        Console.Error.WriteLine("Usage: Krewe.Benchmarks storage");
        return 2;
}
