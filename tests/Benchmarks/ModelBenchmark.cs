using System.Globalization;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Tests.Samples;

namespace Krewe.Benchmarks;

/// <summary>How long a pod of 3 kB takes to be read and written in each format: processor time of one thread.</summary>
internal sealed class ModelBenchmark(TextWriter output)
{
    private const int Rounds = 15;
    private const int Repetitions = 3000;

    /// <summary>Runs everything.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        var pod = ApiJson.Read(PodKind.Instance, SamplePod.Json);
        var protobuf = ApiProtobuf.Write(pod);
        Measure("read JSON, trusted", () => ApiJson.Read(PodKind.Instance, SamplePod.Json), cancellationToken);
        Measure("read JSON, strictly", () => ApiDecoder.Decode(BodyFormat.Json, SamplePod.Json, PodKind.Instance, FieldValidation.Strict), cancellationToken);
        Measure("write JSON", () => ApiJson.Write(pod), cancellationToken);
        Measure("read protobuf", () => ApiDecoder.Decode(BodyFormat.Protobuf, protobuf, PodKind.Instance, FieldValidation.Strict), cancellationToken);
        Measure("write protobuf", () => ApiProtobuf.Write(pod), cancellationToken);
    }

    private void Measure<T>(string name, Func<T> action, CancellationToken cancellationToken)
    {
        var rounds = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = Environment.CpuUsage.UserTime;
            for (var i = 0; i < Repetitions; i++)
                action();
            rounds[round] = (Environment.CpuUsage.UserTime - before).TotalMicroseconds / Repetitions;
        }
        Array.Sort(rounds);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        action();
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} best {rounds[0],6:f1} µs   median {rounds[Rounds / 2],6:f1} µs   {allocated,6} B"));
    }
}
