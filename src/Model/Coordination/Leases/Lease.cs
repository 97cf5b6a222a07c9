using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Schema;

namespace Krewe.Model.Coordination;

/// <summary>A claim that its holder renews, for election of leaders and heartbeats.</summary>
public sealed partial record Lease : ApiObject
{
    /// <inheritdoc/>
    public override KindDefinition Definition => LeaseKind.Instance;

    /// <summary>The claim.</summary>
    [Field(2)]
    public LeaseSpec Spec { get; init; } = new();
}

/// <summary>A claim that its holder renews.</summary>
public sealed partial record LeaseSpec : ApiRecord
{
    /// <summary>Who holds the lease.</summary>
    [Field(1)]
    public string? HolderIdentity { get; init; }

    /// <summary>Seconds after the last renewal when others may take it.</summary>
    [Field(2)]
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>When the holder got it.</summary>
    [Field(3, Micro = true)]
    public DateTimeOffset? AcquireTime { get; init; }

    /// <summary>When the holder renewed it last.</summary>
    [Field(4, Micro = true)]
    public DateTimeOffset? RenewTime { get; init; }

    /// <summary>How often it changed hands.</summary>
    [Field(5)]
    public int? LeaseTransitions { get; init; }

    /// <summary>How a coordinated election picks the holder.</summary>
    [Field(6)]
    public string? Strategy { get; init; }

    /// <summary>Who should get it next.</summary>
    [Field(7)]
    public string? PreferredHolder { get; init; }
}
