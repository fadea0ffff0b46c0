export type Audience = 'tous' | 'habitants' | 'roles' | 'organisations';

declare module '../../core/database.ts' {
  interface Tables {
    'network.announcement': {
      id: string;
      organisation_id: string;
      author_id: string | null;
      title: string;
      text: string;
      audience: Audience;
      roles: string[];
      organisations: string[];
      level: 'information' | 'important';
      from_on: string;
      until_on: string;
      created_at: Date;
      ended_at: Date | null;
    };
    'network.announcement_seen': { announcement_id: string; account_id: string; at: Date };
  }
}
