using Krewe.Model.Schema;

namespace Krewe.Model.Core;

/// <summary>What a container does. At most one field is set; waiting is meant when none is.</summary>
public sealed partial record ContainerState : ApiRecord
{
    /// <summary>It does not run yet.</summary>
    [Field(1)]
    public ContainerStateWaiting? Waiting { get; init; }

    /// <summary>It runs.</summary>
    [Field(2)]
    public ContainerStateRunning? Running { get; init; }

    /// <summary>It has ended.</summary>
    [Field(3)]
    public ContainerStateTerminated? Terminated { get; init; }
}

/// <summary>A container that does not run yet.</summary>
public sealed partial record ContainerStateWaiting : ApiRecord
{
    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(1)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(2)]
    public string? Message { get; init; }
}

/// <summary>A container that runs.</summary>
public sealed partial record ContainerStateRunning : ApiRecord
{
    /// <summary>When it started.</summary>
    [Field(1)]
    public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>A container that has ended.</summary>
public sealed partial record ContainerStateTerminated : ApiRecord
{
    /// <summary>Exit code of its first process.</summary>
    [Field(1, Required = true)]
    public int? ExitCode { get; init; }

    /// <summary>Signal that ended it.</summary>
    [Field(2, OmitZero = true)]
    public int? Signal { get; init; }

    /// <summary>Reason in one CamelCase word, for programs.</summary>
    [Field(3)]
    public string? Reason { get; init; }

    /// <summary>Details in a sentence, for people.</summary>
    [Field(4)]
    public string? Message { get; init; }

    /// <summary>When it started.</summary>
    [Field(5)]
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Field(6)]
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Identity of the container, as runtime://id.</summary>
    [Field(7)]
    public string? ContainerID { get; init; }
}
