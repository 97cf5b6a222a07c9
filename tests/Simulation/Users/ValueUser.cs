using System.Text;
using Krewe.Grains.Objects;
using Krewe.Model.Core;
using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Patches;
using Krewe.Simulation.Checks;

namespace Krewe.Simulation.Users;

/// <summary>What a user does with few ConfigMaps that all users share; each value is written once only, and all of it goes into the history.</summary>
internal sealed class ValueUser(World world, SimulatedUser user, string name, Random random)
{
    private int _values;

    public async Task Act()
    {
        var key = $"m{random.Next(3)}";
        switch (random.Next(10))
        {
            case < 3:
                await Get(key);
                break;
            case < 5:
                await Create(key);
                break;
            case 5:
                await Update(key, null, null);
                break;
            case 6:
                await Patch(key);
                break;
            case 7:
                await Delete(key);
                break;
            default:
                if (await Get(key) is { Document: { } read })
                    await Update(key, read.Metadata.ResourceVersion, ValueOf(read));
                break;
        }
    }

    private async Task<Found?> Get(string key)
    {
        var operation = world.Histories.Begin(name, key, OperationKind.Get);
        var found = await user.Read(Id(key));
        operation.Value = found?.Document is { } document ? ValueOf(document) : null;
        world.Histories.End(operation, found is null ? OperationOutcome.Unknown : OperationOutcome.Done);
        return found;
    }

    private Task Create(string key)
    {
        var value = NextValue();
        return Write(key, OperationKind.Create, value, null, grain => grain.Create(new CreateRequest(Map(key, value, null)), CancellationToken.None));
    }

    private Task Update(string key, string? version, string? expected)
    {
        var value = NextValue();
        return Write(key, OperationKind.Update, value, expected, grain => grain.Update(new UpdateRequest(Map(key, value, version)), CancellationToken.None));
    }

    private Task Patch(string key)
    {
        var value = NextValue();
        var body = Encoding.UTF8.GetBytes($$$"""{"data":{"key":"{{{value}}}"}}""");
        return Write(key, OperationKind.Update, value, null, grain => grain.Patch(new PatchRequest(PatchType.Merge, body), CancellationToken.None));
    }

    private Task Delete(string key) =>
        Write(key, OperationKind.Delete, null, null, grain => grain.Delete(new DeleteRequest(), CancellationToken.None));

    private async Task Write(string key, OperationKind kind, string? value, string? expected, Func<IObjectGrain, Task<WriteOutcome>> write)
    {
        var operation = world.Histories.Begin(name, key, kind, value, expected);
        var outcome = await user.Write(Id(key), write);
        world.Histories.End(operation, outcome switch
        {
            null => OperationOutcome.Unknown,
            WriteOutcome.Written => OperationOutcome.Done,
            WriteOutcome.Refused { Failure.Reason: FailureReason.NotFound } => OperationOutcome.NotFound,
            WriteOutcome.Refused { Failure.Reason: FailureReason.AlreadyExists } => OperationOutcome.AlreadyExists,
            WriteOutcome.Refused { Failure.Reason: FailureReason.Conflict } => OperationOutcome.Conflict,
            _ => OperationOutcome.Refused,
        });
    }

    private string NextValue() => $"{name}.{++_values}";

    private static string ValueOf(ApiDocument document) => document.As<ConfigMap>().Data["key"];

    private static ApiDocument Map(string key, string value, string? version) => ApiDocument.Draft(new ConfigMap
    {
        Metadata = new ObjectMeta { Name = key, Namespace = "default", ResourceVersion = version },
        Data = new Dictionary<string, string> { ["key"] = value },
    });

    private static ObjectId Id(string key) => new(ConfigMapKind.Instance.Collection, new ObjectKey("default", key));
}
