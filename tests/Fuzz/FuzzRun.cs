using System.Collections.Concurrent;
using System.Globalization;
using Krewe.Fuzz.Requests;
using Krewe.Fuzz.Wire;

namespace Krewe.Fuzz;

/// <summary>Sends many requests over several connections, and looks at every answer and at the server afterwards.</summary>
/// <param name="target">The server.</param>
/// <param name="seed">Where the randomness starts.</param>
/// <param name="time">The clock.</param>
/// <param name="isAlone">Whether nothing else uses this process, so that its resident memory may be judged.</param>
internal sealed class FuzzRun(FuzzTarget target, int seed, TimeProvider time, bool isAlone)
{
    private const int MostFailures = 20;
    private const int LeastRounds = 5;
    private const long MostInRound = 10_000;
    private const long TolerableGrowth = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<int, long> _codes = new();
    private long _next;

    /// <summary>Sends so many requests.</summary>
    public async Task<FuzzReport> RunAsync(long requests, int connections, TextWriter output)
    {
        var started = time.GetTimestamp();
        await using var keeper = new Housekeeper(target);
        await keeper.PrepareAsync();
        MemoryUse before = default, after = default;
        var rounds = Math.Max(LeastRounds, requests / MostInRound);
        for (var round = 1; round <= rounds && _failures.Count < MostFailures; round++)
        {
            var until = requests * round / rounds;
            await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => SendUntilAsync(until)));
            Interlocked.Exchange(ref _next, until);
            if (await keeper.CleanUpAsync() is { } problem)
                _failures.Enqueue(problem);
            after = MemoryUse.Measure();
            // In the first half everything is used for the first time, and pools and what is kept for some minutes fill.
            if (round <= rounds / 2)
                before = after;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{until} sent, {time.GetElapsedTime(started).TotalSeconds:0} s, {after}, {_failures.Count} found"));
            await output.FlushAsync();
        }
        if (after.Managed - before.Managed > TolerableGrowth || (isAlone && after.Resident - before.Resident > TolerableGrowth))
            _failures.Enqueue($"memory grew from {before} to {after}");
        foreach (var line in target.Errors.Lines)
            _failures.Enqueue("logged: " + line);
        return new FuzzReport(_next, time.GetElapsedTime(started), new Dictionary<int, long>(_codes), before, after, [.. _failures]);
    }

    /// <summary>Sends one request and shows it with its answer.</summary>
    public async Task<string> ReplayAsync(long number)
    {
        await using (var keeper = new Housekeeper(target))
            await keeper.PrepareAsync();
        var request = new RequestGenerator(seed, number).Next();
        await using var connection = new RawConnection(await target.ConnectAsync(CancellationToken.None));
        var answer = await SendAsync(connection, request);
        return $"{request}\n\n{answer.Code}\n{answer.Headers}\n{answer.Text}\n{string.Join('\n', target.Errors.Lines)}";
    }

    private async Task SendUntilAsync(long until)
    {
        RawConnection? connection = null;
        try
        {
            while (_failures.Count < MostFailures && Interlocked.Increment(ref _next) - 1 is var number && number < until)
            {
                var request = new RequestGenerator(seed, number).Next();
                connection ??= new RawConnection(await target.ConnectAsync(CancellationToken.None));
                RawAnswer answer;
                try
                {
                    answer = await SendAsync(connection, request);
                }
                catch (OperationCanceledException)
                {
                    _failures.Enqueue(Describe(number, "no answer", request, null));
                    return;
                }
                _codes.AddOrUpdate(answer.Code, 1, (_, count) => count + 1);
                if (Judge.Problem(request, answer) is { } problem)
                    _failures.Enqueue(Describe(number, problem, request, answer));
                if (answer.KeepsConnection)
                    continue;
                await connection.DisposeAsync();
                connection = null;
            }
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    private async Task<RawAnswer> SendAsync(RawConnection connection, FuzzRequest request)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        return await connection.SendAsync(request.ToBytes(target.Authority, target.Token), request.Method == "HEAD", request.IsStream, patience.Token);
    }

    private string Describe(long number, string problem, FuzzRequest request, RawAnswer? answer) => string.Create(CultureInfo.InvariantCulture,
        $"--seed {seed} --only {number}: {problem}\n{Shortened(request.ToString())}\n-> {answer?.Code} {Shortened(answer?.Text ?? "")}");

    private static string Shortened(string text) => text.Length <= 2000 ? text : text[..2000] + "...";
}
