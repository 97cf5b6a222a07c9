using Krewe.Benchmarks;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

// Each benchmark is a subcommand and a file of its own.
switch (args)
{
    case ["storage"]:
        await new StorageBenchmark(Console.Out, TimeProvider.System).RunAsync(stop.Token);
        return 0;

    case ["engine"]:
        await new EngineBenchmark(Console.Out, TimeProvider.System).RunAsync(stop.Token);
        return 0;

    case ["model"]:
        new ModelBenchmark(Console.Out).Run(stop.Token);
        return 0;

    case ["grains"]:
        await new GrainsBenchmark(Console.Out, TimeProvider.System).RunAsync(stop.Token);
        return 0;

    case ["scheduling"]:
        new SchedulingBenchmark(Console.Out, TimeProvider.System).Run();
        return 0;

    default:
        Console.Error.WriteLine("Usage: Krewe.Benchmarks storage|engine|model|grains|scheduling");
        return 2;
}
