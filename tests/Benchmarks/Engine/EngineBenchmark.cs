using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;

namespace Krewe.Benchmarks;

/// <summary>Calls, activations and idle memory of the embedded grain engine.</summary>
internal sealed class EngineBenchmark(TextWriter output, TimeProvider time)
{
    private const int Runs = 5;
    private static readonly TimeSpan RunTime = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var host = await StartAsync();
        output.WriteLine($"first start of host and silo, code compiled on the way: {time.GetElapsedTime(began).TotalMilliseconds:N0} ms");
        await StartsAsync(cancellationToken);

        var grains = host.Services.GetRequiredService<IGrainFactory>();
        Head("calls/s");
        await CallsAsync("1 caller, 1 grain", grains, callers: 1, targets: 1, cancellationToken);
        await CallsAsync("64 callers, 1 grain", grains, callers: 64, targets: 1, cancellationToken);
        await CallsAsync("64 callers, 64 grains", grains, callers: 64, targets: 64, cancellationToken);
        await CallsAsync("64 callers, 64 grains, ValueTask<int>", grains, callers: 64, targets: 64, cancellationToken, static grain => grain.AddQuickly(1).AsTask());
        await GrainToGrainAsync(grains);
        await host.StopAsync(cancellationToken);
        host.Dispose();
        await ActivationsAsync(cancellationToken);
    }

    private async Task StartsAsync(CancellationToken cancellationToken)
    {
        List<double> runs = [];
        for (var run = 0; run < Runs; run++)
        {
            var began = time.GetTimestamp();
            using var host = await StartAsync();
            runs.Add(time.GetElapsedTime(began).TotalMilliseconds);
            await host.StopAsync(cancellationToken);
        }

        Head("ms");
        Row("start host and silo, code compiled before", runs, higherIsBetter: false, "N1");
    }

    private static async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(static _ => { });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private async Task CallsAsync(string name, IGrainFactory grains, int callers, int targets, CancellationToken cancellationToken, Func<ICounter, Task<int>>? call = null)
    {
        call ??= static grain => grain.Add(1);
        List<double> runs = [];
        for (var run = 0; run <= Runs; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rate = await RateAsync(callers, caller => grains.GetGrain<ICounter>($"{caller % targets}"), call);
            if (run > 0)
                runs.Add(rate);
        }

        Row(name, runs);
    }

    private async Task<double> RateAsync(int callers, Func<int, ICounter> target, Func<ICounter, Task<int>> call)
    {
        var stopping = false;
        var began = time.GetTimestamp();
        await using var timer = time.CreateTimer(_ => Volatile.Write(ref stopping, true), null, RunTime, Timeout.InfiniteTimeSpan);
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var grain = target(caller);
            long count = 0;
            while (!Volatile.Read(ref stopping))
            {
                await call(grain);
                count++;
            }

            return count;
        })));
        return counts.Sum() / time.GetElapsedTime(began).TotalSeconds;
    }

    private async Task GrainToGrainAsync(IGrainFactory grains)
    {
        List<double> runs = [];
        for (var run = 0; run <= Runs; run++)
        {
                var began = time.GetTimestamp();
            const int Calls = 5000;
            await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => grains.GetGrain<ICounter>($"caller-{caller}").CallOther($"callee-{caller}", Calls)));
            if (run > 0)
                runs.Add(64.0 * Calls / time.GetElapsedTime(began).TotalSeconds);
        }

        Row("64 grains that call 64 others", runs);
    }

    private async Task ActivationsAsync(CancellationToken cancellationToken)
    {
        const int Count = 100_000;
        List<double> times = [];
        List<double> sizes = [];
        for (var run = 0; run < 3; run++)
        {
            using var host = await StartAsync();
            var grains = host.Services.GetRequiredService<IGrainFactory>();
            await grains.GetGrain<ICounter>("first").Add(1);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var began = time.GetTimestamp();
            for (var batch = 0; batch < Count; batch += 1000)
                await Task.WhenAll(Enumerable.Range(batch, 1000).Select(key => grains.GetGrain<ICounter>($"namespace/pod-{key}").Add(1)));
            times.Add(time.GetElapsedTime(began).TotalSeconds);
            sizes.Add((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count);
            GC.KeepAlive(grains);
            await host.StopAsync(cancellationToken);
        }

        Head("");
        Row($"activate {Count} grains, seconds", times, higherIsBetter: false, "N2");
        Row("bytes for an idle activation, key included", sizes, higherIsBetter: false);
    }

    private void Head(string unit) => output.WriteLine($"{unit,-44} {"best",12} {"median",12}");

    /// <summary>Prints the best and the median of several runs: other work on the machine makes single runs uncertain.</summary>
    private void Row(string name, List<double> runs, bool higherIsBetter = true, string format = "N0")
    {
        var sorted = runs.Order().ToList();
        var best = higherIsBetter ? sorted[^1] : sorted[0];
        output.WriteLine($"{name,-44} {Text(best),12} {Text(sorted[sorted.Count / 2]),12}");

        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
