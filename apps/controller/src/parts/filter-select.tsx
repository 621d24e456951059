import { Select, type ComboboxItem } from '@mantine/core';

/** A choice that narrows a list; empty, it narrows nothing. `label` is for who cannot see the placeholder. */
export function FilterSelect({
  label,
  placeholder,
  data,
  value,
  widthPx,
  size,
  onChange,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly data: readonly (string | ComboboxItem)[];
  readonly value: string | undefined;
  readonly widthPx: number;
  readonly size?: 'xs' | 'sm';
  readonly onChange: (next: string | undefined) => void;
}) {
  return (
    <Select
      w={{ base: 'calc(50% - 8px)', xs: widthPx }}
      size={size ?? 'sm'}
      clearable
      searchable
      styles={{ input: { textOverflow: 'ellipsis' } }}
      aria-label={label}
      placeholder={placeholder}
      data={[...data]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
