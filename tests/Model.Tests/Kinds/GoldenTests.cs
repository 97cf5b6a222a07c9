using Krewe.Model.Documents;
using Krewe.Model.Meta;
using Krewe.Model.Validation;

namespace Krewe.Model.Tests.Kinds;

/// <summary>Runs the golden folders: what defaults, rules and tables of each kind make of an object.</summary>
public sealed class GoldenTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Defaulted => GoldenCase.With("expected-defaulted.json");

    public static TheoryData<string> Refused => GoldenCase.With("expected-errors.txt");

    public static TheoryData<string> Tables => GoldenCase.With("expected-table.txt");

    [Theory, MemberData(nameof(Defaulted))]
    public void Defaults_are_filled_in_once(string path)
    {
        var golden = new GoldenCase(path);
        var prepared = Prepare(golden);
        golden.ShouldGive("expected-defaulted.json", GoldenCase.Pretty(prepared));
        GoldenCase.Pretty(prepared.Definition.ApplyDefaults(prepared)).ShouldBe(GoldenCase.Pretty(prepared));
        Errors(golden, prepared).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Defaulted))]
    public void What_was_stored_can_be_written_back_without_a_change(string path)
    {
        var prepared = Prepare(new GoldenCase(path));
        var kind = prepared.Definition;
        var stored = ApiJson.Read(kind, ApiJson.Write(prepared with { Metadata = prepared.Metadata with { ResourceVersion = "9" } }));
        var again = kind.PrepareForUpdate(kind.ApplyDefaults(stored), stored);
        var errors = new FieldErrors();
        kind.ValidateUpdate(again, stored, errors);
        errors.Items.ShouldBeEmpty();
        GoldenCase.Pretty(again).ShouldBe(GoldenCase.Pretty(stored));
    }

    [Theory, MemberData(nameof(Refused))]
    public void Every_error_is_listed(string path)
    {
        var golden = new GoldenCase(path);
        golden.ShouldGive("expected-errors.txt", string.Concat(Errors(golden, Prepare(golden)).Select(e => e + "\n")));
    }

    [Theory, MemberData(nameof(Tables))]
    public void Tables_look_as_kubectl_prints_them(string path)
    {
        var golden = new GoldenCase(path);
        golden.ShouldGive("expected-table.txt", GoldenCase.Table(golden.Input, Now));
    }

    private static ApiObject Prepare(GoldenCase golden)
    {
        var kind = golden.Input.Definition;
        var value = kind.ApplyDefaults(golden.Input);
        return golden.Old is { } old ? kind.PrepareForUpdate(value, kind.ApplyDefaults(old)) : kind.PrepareForCreate(value);
    }

    private static IReadOnlyList<FieldError> Errors(GoldenCase golden, ApiObject prepared)
    {
        var errors = new FieldErrors();
        if (golden.Old is { } old)
            prepared.Definition.ValidateUpdate(prepared, prepared.Definition.ApplyDefaults(old), errors);
        else
            prepared.Definition.Validate(prepared, errors);
        return errors.Items;
    }
}
